import { pairOf } from "./contents.ts";
import type { Feed } from "./feeds.ts";
import type { Batch } from "./read-batch.ts";

/** What a batch of sales touches. */
export interface Touched {
  /** UTC days since 1970. */
  readonly days: ReadonlySet<number>;
  /** Days and products, as pairOf names them. */
  readonly pairs: ReadonlySet<number>;
}

const [tab, newline] = [9, 10];
const dayMs = 86_400_000;

/**
 * Reads which days and products a batch of sales touches. The text is PostgreSQL's own: fields end
 * with tabs, lines with line feeds, and neither occurs within a field.
 */
export function readTouched({ feed, lines }: Pick<Batch, "feed" | "lines">): Touched {
  const [productField, dateField] = [placeOf(feed, "product_id"), placeOf(feed, "sale_date")];
  const days = new Map<string, number>();
  const pairs = new Set<number>();
  const products = new Map<string, number>();
  let product = 0;
  let field = 0;
  let start = 0;
  for (let end = 0; end < lines.length; end++) {
    const byte = lines[end];
    if (byte !== tab && byte !== newline) continue;
    if (field === productField) {
      const text = lines.toString("latin1", start, end);
      product = remember(products, text, (id) => pairOf(0, BigInt(id)));
    } else if (field === dateField) {
      const text = lines.toString("latin1", start, Math.min(start + 10, end));
      pairs.add(product + remember(days, text, readDay));
    }
    field = byte === newline ? 0 : field + 1;
    start = end + 1;
  }
  return { days: new Set(days.values()), pairs };
}

function placeOf({ columns }: Feed, column: string): number {
  const place = columns.indexOf(column);
  if (place < 0) throw new Error(`the mirror copies no ${column}`);
  return place;
}

function remember<T>(known: Map<string, T>, text: string, read: (text: string) => T): T {
  const before = known.get(text);
  if (before !== undefined) return before;
  const value = read(text);
  known.set(text, value);
  return value;
}

/** Reads the days since 1970 of a date `YYYY-MM-DD`. */
function readDay(text: string): number {
  const day = Date.parse(text) / dayMs;
  if (!Number.isInteger(day) || day < 0) throw new Error(`PostgreSQL copied out the date ${text}`);
  return day;
}
