import { countDays } from "../period/calendar.ts";
import type { Period } from "../period/period.ts";

/** How long a bucket is, as it is written in addresses, and what it is called. */
export const grains = {
  hour: "Hour",
  day: "Day",
  week: "Week",
  month: "Month",
  quarter: "Quarter",
  year: "Year",
} as const;

/** The length of a bucket. */
export type Grain = keyof typeof grains;

/** The most buckets that the server answers. */
export const maxBuckets = 10_000;

const perDay: Readonly<Record<Grain, number>> = {
  hour: 24,
  day: 1,
  week: 1 / 7,
  month: 1 / 28,
  quarter: 1 / 90,
  year: 1 / 365,
};
const defaults: readonly (readonly [maxDays: number, grain: Grain])[] = [
  [2, "hour"],
  [100, "day"],
  [400, "week"],
  [3_700, "month"],
  [11_000, "quarter"],
];

/** About how many buckets a period has; undefined when it is open and nobody knows how long it is. */
export function countBuckets({ startDate, endDate }: Period, grain: Grain): number | undefined {
  if (!startDate || !endDate) return undefined;
  return Math.ceil(Math.max(0, countDays(startDate, endDate)) * perDay[grain]);
}

/** Whether a period has so many buckets of a grain that the server would refuse it. */
export function isTooFine(period: Period, grain: Grain): boolean {
  return (countBuckets(period, grain) ?? 0) > maxBuckets;
}

/** The grain at which a period shows its shape: some ten to a hundred buckets. */
export function chooseGrain(period: Period): Grain {
  const days = countBuckets(period, "day");
  if (days === undefined) return "month";
  return defaults.find(([maxDays]) => days <= maxDays)?.[1] ?? "year";
}
