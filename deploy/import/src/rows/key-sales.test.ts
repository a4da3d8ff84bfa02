import { type RecordSaleRequest, RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSaleKeyer } from "./key-sales.ts";
import { OccurrenceCounter } from "./occurrence-counter.ts";

const saleDate = "2025-01-01";

/** Gives sales their keys, as they would come in one file. */
function keysOf(sales: readonly RecordSaleRequest[]): string[] {
  const toKey = createSaleKeyer();
  return sales.map(toKey);
}

const anySale = fc
  .record({
    sku: fc.constantFrom("A", "B"),
    orderRef: fc.constantFrom(undefined, "1", "A"),
    quantity: fc.integer({ min: 1, max: 3 }),
  })
  .map((fields) => create(RecordSaleRequestSchema, { ...fields, saleDate }));

test("gives every sale of a file a key of its own, the same in any order of the file", () => {
  fc.assert(
    fc.property(fc.array(anySale, { maxLength: 60 }), (sales) => {
      const keys = keysOf(sales);
      expect(new Set(keys).size).toBe(sales.length);
      expect(keysOf(sales.toReversed()).sort()).toEqual(keys.sort());
    }),
  );
});

test("tells apart what sounds alike, in letters a key may have", () => {
  const a = create(RecordSaleRequestSchema, { sku: "A", orderRef: "1", quantity: 1, saleDate });
  const b = create(RecordSaleRequestSchema, { sku: "1", orderRef: "A", quantity: 1, saleDate });
  const [keyA = "", keyB = "", keyC = ""] = keysOf([a, b, a]);
  expect(keyA).toMatch(/^import-[\w-]{24}-1$/);
  expect(keyC).toBe(keyA.replace(/1$/, "2"));
  expect(keyB).not.toBe(keyA);
});

test("counts as a map would", () => {
  const digests = fc.array(fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(0n, 2n ** 64n - 1n)), {
    maxLength: 3000,
  });
  fc.assert(
    fc.property(digests, (all) => {
      const counter = new OccurrenceCounter();
      const counts = new Map<bigint, number>();
      for (const digest of all) {
        const count = (counts.get(digest) ?? 0) + 1;
        counts.set(digest, count);
        expect(counter.count(digest)).toBe(count);
      }
    }),
    { numRuns: 30 },
  );
});
