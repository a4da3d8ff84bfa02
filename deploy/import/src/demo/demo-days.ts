/** One day's milliseconds. */
export const dayMs = 86_400_000;

/** What each weekday, Sunday first, sells compared with an average day. */
const weekdays = [1.15, 1.1, 0.95, 0.9, 0.92, 0.98, 1];

/** What each month, January first, sells compared with an average month. */
const months = [0.85, 0.85, 0.92, 0.97, 1.02, 0.98, 0.93, 0.95, 0.99, 1.03, 1.25, 1.35];

/** Likelihood of a sale in each hour of the day. */
export const hourWeights = [
  3, 2, 1, 1, 1, 2, 5, 10, 16, 22, 27, 29, 30, 28, 26, 26, 27, 30, 36, 43, 46, 39, 24, 10,
];

/** A time of lower prices. */
export interface Promotion {
  readonly name: string;
  /** Percent off. */
  readonly percent: number;
  /** What it sells compared with a day without. */
  readonly demand: number;
}

/** Answers the promotion of a day, if there is one. */
export function findPromotion(day: Date): Promotion | undefined {
  const month = day.getUTCMonth() + 1;
  const date = day.getUTCDate();
  if (month === 11 && date >= 24) return { name: "Black Week", percent: 20, demand: 2.1 };
  if (month === 7 && date >= 8 && date <= 21) {
    return { name: "Summer Sale", percent: 15, demand: 1.45 };
  }
  if (month === 1 && date >= 2 && date <= 9) return { name: "Clearance", percent: 25, demand: 1.3 };
  return undefined;
}

/**
 * Answers how much a day sells, compared with an average day. It depends on the date alone, so
 * that a day's sales are the same whenever they are made up.
 */
export function measureDemand(day: Date): number {
  const weekday = weekdays[day.getUTCDay()] ?? 1;
  const month = months[day.getUTCMonth()] ?? 1;
  const christmas = day.getUTCMonth() === 11 && day.getUTCDate() > 23 ? 0.35 : 1;
  const years = day.getTime() / dayMs / 365.25;
  const economy = 1 + 0.18 * Math.sin((years / 6) * 2 * Math.PI);
  return weekday * month * christmas * economy * (findPromotion(day)?.demand ?? 1);
}
