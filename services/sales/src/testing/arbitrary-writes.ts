import fc from "fast-check";
import type { Pool } from "pg";
import { type Entry, recordEntries } from "./record-entries.ts";

/** How many products are written about; they are numbered from 1. */
export const products = 12;
/** How many categories they are in; they are numbered from 1. */
export const categories = 4;
/** The channels that they are sold on. */
export const channels = ["web", "shop"];
/** A day of UTC, in milliseconds. */
export const dayMs = 86_400_000;

/** Days in three parts of history: some question is about one of them, another about two, or all. */
const day = fc.oneof(
  fc.integer({ min: 700, max: 712 }),
  fc.integer({ min: 15_000, max: 15_012 }),
  fc.integer({ min: 20_400, max: 20_412 }),
);
/** An instant in milliseconds, often the first or the last of a day, where a question's edge may lie. */
export const moment = fc
  .tuple(day, fc.oneof(fc.constantFrom(0, 1, dayMs - 1), fc.integer({ min: 0, max: dayMs - 1 })))
  .map(([days, ms]) => days * dayMs + ms);

/** Something that is written: rows of the ledger, or a change of the catalogue. */
export type Write = readonly Entry[] | readonly [statement: string, ...values: (number | string)[]];

/** A row of the ledger. */
export const entry = fc
  .record({
    kind: fc.constantFrom<Entry["kind"][]>("SALE", "SALE", "SALE", "REFUND", "VOID"),
    productId: fc.integer({ min: 1, max: products }),
    channel: fc.constantFrom(...channels),
    cents: fc.integer({ min: 1, max: 10 ** 9 }),
    ms: moment,
  })
  .map(({ cents, ms, ...rest }): Entry => {
    const sign = rest.kind === "SALE" ? 1 : -1;
    const date = new Date(ms).toISOString();
    return { ...rest, quantity: sign, amount: `${(sign * cents) / 100}`, date };
  });
const sold = fc.array(entry, { minLength: 1, maxLength: 2 });
const moved = fc
  .tuple(fc.integer({ min: 1, max: products }), fc.integer({ min: 1, max: categories }))
  .map(
    ([id, to]): Write => [
      "update sales.product set category_id = $2, version = version + 1 where id = $1",
      id,
      to,
    ],
  );
const renamed = fc
  .tuple(fc.constantFrom("product", "category"), fc.integer({ min: 1, max: 4 }), fc.nat())
  .map(
    ([table, id, name]): Write => [
      `update sales.${table} set name = $2 where id = $1`,
      id,
      `Name ${name}`,
    ],
  );
/** Mostly sales and what is given back, sometimes another category or name. */
export const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 8, arbitrary: sold },
  { weight: 3, arbitrary: moved },
  { weight: 2, arbitrary: renamed },
);

/** Writes, and is answered when it is committed. */
export async function perform(pool: Pool, write: Write): Promise<void> {
  const [first, ...values] = write;
  if (typeof first === "string") await pool.query(first, values);
  else await recordEntries(pool, write as readonly Entry[]);
}
