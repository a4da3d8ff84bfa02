const dayMs = 86_400_000;

/** The date that it is in a zone, YYYY-MM-DD. */
export function findToday(timeZone: string, now: Date = new Date()): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = Object.fromEntries(
    format.formatToParts(now).map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Whether a text is a date that there is, YYYY-MM-DD. */
export function isDate(text: string | undefined): text is string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = toMs(text);
  return !Number.isNaN(ms) && print(ms) === text;
}

/** Whether a date's year is only begun to be typed: `0002-05-18` on the way to `2026-05-18`. */
export function isHalfTyped(date: string): boolean {
  return date.startsWith("0");
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  return print(toMs(date) + days * dayMs);
}

/** The first of a month so many months later. */
export function addMonths(firstOfMonth: string, months: number): string {
  const [year = 0, month = 1] = firstOfMonth.split("-").map(Number);
  return print(Date.UTC(year, month - 1 + months, 1));
}

/** The Monday of a date's week. */
export function startOfWeek(date: string): string {
  return addDays(date, -((new Date(toMs(date)).getUTCDay() + 6) % 7));
}

/** The first day of a date's month. */
export function startOfMonth(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** The first day of a date's year. */
export function startOfYear(date: string): string {
  return `${date.slice(0, 4)}-01-01`;
}

/** How many days a range has, both ends included. */
export function countDays(startDate: string, endDate: string): number {
  return Math.round((toMs(endDate) - toMs(startDate)) / dayMs) + 1;
}

function toMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function print(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
