import { pairOf, productModulus } from "./contents.ts";
import type { Feed } from "./feeds.ts";
import type { Batch } from "./read-batch.ts";

/** What a batch of sales touches. */
export interface Touched {
  /** UTC days since 1970. */
  readonly days: ReadonlySet<number>;
  /** Days and products, as pairOf names them. */
  readonly pairs: ReadonlySet<number>;
}

const [tab, newline, dash, zero] = [9, 10, 45, 48];
const dateLength = 10;
const dayMs = 86_400_000;

/**
 * Reads which days and products a batch of sales touches. The text is PostgreSQL's own: fields end
 * with tabs, lines with line feeds, and neither occurs within a field. It is read byte by byte, as a
 * text for each field would cost several times as much.
 */
export function readTouched({ feed, lines }: Pick<Batch, "feed" | "lines">): Touched {
  const [productField, dateField] = [placeOf(feed, "product_id"), placeOf(feed, "sale_date")];
  const days = new Map<number, number>();
  const pairs = new Set<number>();
  let [product, date, field, start] = [0, 0, 0, 0];
  for (let at = 0; at < lines.length; at++) {
    const byte = lines[at] ?? 0;
    if (byte === tab || byte === newline) {
      if (field === dateField) {
        const day = days.get(date) ?? readDay(date);
        days.set(date, day);
        pairs.add(pairOf(day, product));
      }
      field = byte === newline ? 0 : field + 1;
      start = at + 1;
      if (field === 0) product = date = 0;
    } else if (field === productField) {
      product = (10 * product + byte - zero) % productModulus;
    } else if (field === dateField && at - start < dateLength && byte !== dash) {
      date = 10 * date + byte - zero;
    }
  }
  return { days: new Set(days.values()), pairs };
}

function placeOf({ columns }: Feed, column: string): number {
  const place = columns.indexOf(column);
  if (place < 0) throw new Error(`the mirror copies no ${column}`);
  return place;
}

/** Reads the days since 1970 of a date whose digits are those of `YYYYMMDD`. */
function readDay(date: number): number {
  const [year, month] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100];
  const day = Date.UTC(year, month - 1, date % 100) / dayMs;
  if (year < 1970 || year > 2104) throw new Error(`PostgreSQL copied out a date of ${year}`);
  return day;
}
