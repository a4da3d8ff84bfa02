import fc from "fast-check";
import { expect, test } from "vitest";
import type { MirrorCount } from "../count/row-counter.ts";
import { recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";
import { addMatches, addTimes, Conditions } from "./conditions.ts";
import type { RowSelection } from "./filter-rows.ts";
import { beginning } from "./position.ts";
import { writePage } from "./write-page.ts";

const world = useMirrors();
const firstMs = Date.UTC(2024, 0, 1);
const hourMs = 3_600_000;
const products = 240;

const hour = fc.integer({ min: -1, max: 201 }).map((n) => firstMs + n * hourMs);
const selections: fc.Arbitrary<RowSelection> = fc.record(
  {
    startMs: hour,
    endMs: hour,
    productIds: fc.oneof(
      fc.constant(Array.from({ length: 150 }, (_, n) => BigInt(n + 50))),
      fc.constant([7n]),
      fc.constant([7n, 9n]),
    ),
    channel: fc.constantFrom("web", "till", "nowhere"),
    kind: fc.constantFrom("SALE", "REFUND", "VOID"),
  },
  { requiredKeys: [] },
);
const cuts = fc.record({
  after: fc.option(
    fc.record({
      date: hour.map((ms) => new Date(ms).toISOString()),
      id: fc.integer({ min: 1, max: 2_500 }).map(String),
    }),
    { nil: undefined },
  ),
  skip: fc.constantFrom(0, 0, 3, 40),
  rowLimit: fc.constantFrom(1, 11, 101),
});
const counts: fc.Arbitrary<MirrorCount | undefined> = fc.option(
  fc
    .constantFrom(0n, 10n, 1_000_000n)
    .map((rows) => ({ parts: [{ stretches: [], rows, position: beginning }], uncounted: [] })),
  { nil: undefined },
);

test("a page has the rows of its place in the whole list, whichever way they are found", {
  timeout: 120_000,
}, async () => {
  const { pool } = world.stores;
  await recordCatalogue(pool, { categories: 2, products });
  await recordEntries(
    pool,
    Array.from({ length: 2_000 }, (_, n) => ({
      kind: n % 9 === 0 ? "REFUND" : "SALE",
      productId: 1 + ((n * 7_919) % products),
      channel: ["web", "shop", "till"][n % 3] ?? "",
      quantity: n % 9 === 0 ? -1 : 1,
      amount: n % 9 === 0 ? "-1.00" : "1.00",
      // Several are of the same instant.
      date: new Date(firstMs + ((n * 31) % 200) * hourMs).toISOString(),
    })),
  );
  const property = fc.asyncProperty(
    selections,
    cuts,
    counts,
    counts,
    async (selection, cut, counted, among) => {
      const values: unknown[] = [];
      const text = writePage(values, selection, cut, { counted, among });
      const all = new Conditions();
      addTimes(all, selection);
      addMatches(all, selection);
      const after = cut.after
        ? [
            `(s.sale_date, s.id) < (${all.bind(cut.after.date)}::timestamptz, ${all.bind(cut.after.id)}::bigint)`,
          ]
        : [];
      const [page, plain] = await Promise.all([
        pool.query(`select id from (${text}) page order by sale_date desc, id desc`, values),
        pool.query(
          `select id from sales.sale s ${all.toWhere(...after)} order by sale_date desc, id desc
           limit ${cut.rowLimit} offset ${cut.skip}`,
          all.values,
        ),
      ]);
      expect(page.rows).toEqual(plain.rows);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});
