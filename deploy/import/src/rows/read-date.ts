import type { Cells } from "../columns/map-header.ts";
import { readText } from "./read-cells.ts";
import { RowProblem } from "./row-problem.ts";
import type { DateFormat } from "./row-rules.ts";

const time =
  /^(?:(?:T|,? +)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(?: ?([ap])\.?m\.?)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/i;

const iso = /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?!\d)/;

/** How a date begins; an ISO date is understood whatever the format, for it can mean one thing only. */
const dates: Record<DateFormat, RegExp> = {
  iso,
  dmy: /^(?<d>\d{1,2})([./-])(?<m>\d{1,2})\2(?<y>\d{4})(?!\d)/,
  mdy: /^(?<m>\d{1,2})([./-])(?<d>\d{1,2})\2(?<y>\d{4})(?!\d)/,
  ymd: /^(?<y>\d{4})(?=[./-]|\d{4}(?!\d))([./-]?)(?<m>\d{1,2})\2(?<d>\d{1,2})(?!\d)/,
};

/**
 * Reads a date or a date and time and writes it the RFC 3339 way; a space for the T, missing
 * seconds, AM or PM and a missing colon in the offset are forgiven. It must be a day of the
 * calendar from 1970 to 2104. Nothing is guessed: a date that is not in the format is refused.
 */
export function readDate(cells: Cells, field: string, format: DateFormat = "iso"): string {
  const text = readText(cells, field);
  const match = iso.exec(text) ?? dates[format].exec(text);
  if (!match) throw new RowProblem(`${field}: "${text}" ${explain(text, format)}`);
  const { y = "", m = "", d = "" } = match.groups ?? {};
  const timeMatch = time.exec(text.slice(match[0].length));
  if (!timeMatch) throw new RowProblem(`${field}: "${text}" ${explain(text, format)}`);
  if (!isDay(Number(y), Number(m), Number(d))) {
    const reading = format === "iso" ? "" : ` read as ${format}`;
    throw new RowProblem(`${field}: "${text}"${reading} is not a day of the calendar`);
  }
  if (Number(y) < 1970 || Number(y) > 2104) {
    throw new RowProblem(`${field}: "${text}" is not from 1970 to 2104`);
  }
  const date = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const [, hour, minute = "", second = "00", fraction = "", half, offset = ""] = timeMatch;
  if (hour === undefined) return date;
  const hours = toHours(Number(hour), half?.toLowerCase());
  if (!(hours <= 23) || Number(minute) > 59 || Number(second) > 59) {
    throw new RowProblem(`${field}: "${text}" is not a time of the day`);
  }
  const zone = offset.toUpperCase().replace("UTC", "Z");
  const colon = zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return `${date}T${String(hours).padStart(2, "0")}:${minute}:${second}${fraction}${colon}`;
}

/** Answers the hour of the day; NaN when there is no such hour in that half of the day. */
function toHours(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half === "p" ? 12 : 0);
}

/** Whether the calendar has this day. */
function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Says why a text is no date, and which option may help. */
function explain(text: string, format: DateFormat): string {
  if (/^\d{1,2}([./-])\d{1,2}\1\d{2}(?!\d)/.test(text)) {
    return "has a year of two digits, and the century is not guessed";
  }
  const other = (["dmy", "mdy", "ymd"] as const).filter(
    (each) => each !== format && dates[each].test(text),
  );
  if (format !== "iso" || other.length === 0) {
    const example = { iso: "2025-05-18", dmy: "18.5.2025", mdy: "5/18/2025", ymd: "2025/5/18" };
    return `is not a date such as ${example[format]} or 2025-05-18T12:00:00Z`;
  }
  return `is not an ISO date; say --date-format ${other.join(" or ")}`;
}
