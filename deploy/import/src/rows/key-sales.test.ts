import { Kind, RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSaleKeyer } from "./key-sales.ts";
import { nodeMachine } from "./node-machine.ts";
import { OccurrenceCounter } from "./occurrence-counter.ts";
import type { SaleRow } from "./parse-sale.ts";

const saleDate = "2025-01-01";

/** Gives rows their keys, as they would come in one file. */
function keysOf(rows: readonly SaleRow[], repeated: "keep" | "skip" = "keep"): string[] {
  const giveKey = createSaleKeyer({ repeated }, nodeMachine);
  return rows.map((row) => giveKey(structuredClone(row)).sale.idempotencyKey ?? "");
}

/** Makes a row. */
function rowOf(
  fields: MessageInitShape<typeof RecordSaleRequestSchema>,
  kind: SaleRow["kind"] = Kind.SALE,
): SaleRow {
  const sale = create(RecordSaleRequestSchema, { quantity: 1, saleDate, ...fields });
  return { kind, sale, name: undefined };
}

const anySale = fc
  .record({
    sku: fc.constantFrom("A", "B"),
    orderRef: fc.constantFrom(undefined, "1", "A"),
    quantity: fc.integer({ min: 1, max: 3 }),
  })
  .map((fields) => rowOf(fields));

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
  const a = rowOf({ sku: "A", orderRef: "1" });
  const b = rowOf({ sku: "1", orderRef: "A" });
  const [keyA = "", keyB = "", keyC = ""] = keysOf([a, b, a]);
  expect(keyA).toMatch(/^import-[\w-]{24}-1$/);
  expect(keyC).toBe(keyA.replace(/1$/, "2"));
  expect(keyB).not.toBe(keyA);
});

test("tells a return from a sale that says the same", () => {
  const [sold, returned] = keysOf([rowOf({ sku: "A" }), rowOf({ sku: "A" }, Kind.REFUND)]);
  expect([sold, returned]).toEqual([expect.stringMatching(/-1$/), expect.stringMatching(/-1$/)]);
  expect(sold).not.toBe(returned);
});

test("leaves out repeated rows when told to", () => {
  expect(() => keysOf([rowOf({ sku: "A" }), rowOf({ sku: "A" })], "skip")).toThrow("--repeated");
  expect(keysOf([rowOf({ sku: "A" }), rowOf({ sku: "B" })], "skip")).toHaveLength(2);
});

test.each([
  ["goes to a store", nodeMachine.openStore],
  ["grows", undefined],
])("counts as a map would, also when its table is full and %s", (_what, openStore) => {
  const digests = fc.array(fc.oneof(fc.bigInt(0n, 99n), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)), {
    maxLength: 3000,
  });
  fc.assert(
    fc.property(digests, (all) => {
      const counter = new OccurrenceCounter(openStore, 64);
      const counts = new Map<bigint, number>();
      for (const digest of all) {
        const count = (counts.get(digest) ?? 0) + 1;
        counts.set(digest, count);
        expect(
          counter.count(Number(digest & 0xffffffffn), Number((digest >> 32n) & 0xffffffffn)),
        ).toBe(count);
      }
    }),
    { numRuns: 30 },
  );
});
