import type { Grain } from "./grain.ts";

/** `short` for an axis; `full` with all that tells it from any other bucket. */
export type LabelStyle = "short" | "full";

const hourText = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}([+-]\d{2}:\d{2})$/;
const day = { day: "numeric", month: "short" } as const;
const options: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  "hour short": { ...day, hour: "2-digit", minute: "2-digit" },
  "hour full": { ...day, weekday: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  "day short": day,
  "day full": { ...day, weekday: "short", year: "numeric" },
  "week short": day,
  "week full": { ...day, year: "numeric" },
  "month short": { month: "short", year: "2-digit" },
  "month full": { month: "long", year: "numeric" },
  "year short": { year: "numeric" },
  "year full": { year: "numeric" },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Prints the server's label of a bucket in a locale, the reader's by default. Hours show their offset
 * from UTC in full, by which two of the same name are told apart when the clock is set back.
 */
export function formatBucket(
  period: string,
  grain: Grain,
  style: LabelStyle,
  locale?: string,
): string {
  const [, date = period, time = "00:00", offset] = hourText.exec(period) ?? [];
  if (grain === "quarter") return `Q${Math.ceil(Number(date.slice(5, 7)) / 3)} ${date.slice(0, 4)}`;
  const text = getFormat(`${grain} ${style}`, locale).format(new Date(`${date}T${time}:00Z`));
  if (style === "short") return text;
  if (offset) return `${text} ${offset.replace("-", "\u2212")}`;
  return grain === "week" ? `Week of ${text}` : text;
}

/** The format of local times, which are given as if they were of UTC. */
function getFormat(name: string, locale: string | undefined): Intl.DateTimeFormat {
  const key = `${name} ${locale}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options[name], timeZone: "UTC" });
  formats.set(key, format);
  return format;
}
