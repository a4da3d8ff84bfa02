import { addDays, addMonths, isDate, startOfMonth, startOfWeek, startOfYear } from "./calendar.ts";

/** A range of whole days, both included; either end may be open. */
export interface Period {
  readonly startDate?: string;
  readonly endDate?: string;
}

/** The periods that have a name, as they are written in addresses. */
export const presets = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  week: "This week",
  month: "This month",
  "last-month": "Last month",
  quarter: "This quarter",
  year: "This year",
  "12m": "Last 12 months",
  all: "All time",
} as const;

/** The name of a period in addresses. */
export type Preset = keyof typeof presets;

/** Finds the days of a named period, as they are on the day `today` (YYYY-MM-DD). */
export function findPeriod(preset: Preset, today: string): Period {
  const until = { endDate: today };
  switch (preset) {
    case "today":
      return { startDate: today, ...until };
    case "yesterday":
      return { startDate: addDays(today, -1), endDate: addDays(today, -1) };
    case "7d":
      return { startDate: addDays(today, -6), ...until };
    case "30d":
      return { startDate: addDays(today, -29), ...until };
    case "90d":
      return { startDate: addDays(today, -89), ...until };
    case "week":
      return { startDate: startOfWeek(today), ...until };
    case "month":
      return { startDate: startOfMonth(today), ...until };
    case "last-month": {
      const start = addMonths(startOfMonth(today), -1);
      return { startDate: start, endDate: addDays(startOfMonth(today), -1) };
    }
    case "quarter": {
      const monthOfQuarter = (Number(today.slice(5, 7)) - 1) % 3;
      return { startDate: addMonths(startOfMonth(today), -monthOfQuarter), ...until };
    }
    case "year":
      return { startDate: startOfYear(today), ...until };
    case "12m":
      return { startDate: addMonths(startOfMonth(today), -11), ...until };
    case "all":
      return {};
  }
}

/** Whether a text names a period. */
export function isPreset(text: string | undefined): text is Preset {
  return text !== undefined && Object.hasOwn(presets, text);
}

/**
 * Reads the period of an address: `period` names one, `from` and `to` are the days of any other.
 * What cannot be read is the fallback's.
 */
export function readPeriod(
  state: Readonly<Record<string, string>>,
  today: string,
  fallback: Preset = "30d",
): Period & { readonly preset?: Preset } {
  const { period, from, to } = state;
  if (isPreset(period)) return { preset: period, ...findPeriod(period, today) };
  const startDate = isDate(from) ? from : undefined;
  const endDate = isDate(to) ? to : undefined;
  if (startDate || endDate) return { startDate, endDate };
  return { preset: fallback, ...findPeriod(fallback, today) };
}
