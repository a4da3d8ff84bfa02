import { HistoryEntrySchema } from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { countMissing } from "./name-item.ts";
import { makeSteps } from "./step-series.ts";

const made = create(HistoryEntrySchema, { id: 1n, changeQty: 10n, quantity: 10n });
const sold = create(HistoryEntrySchema, { id: 2n, changeQty: -3n, quantity: 7n });
const counted = create(HistoryEntrySchema, { id: 3n, changeQty: 0n, quantity: 7n });

test.each([
  ["nothing", [], true, []],
  [
    "one change",
    [made],
    true,
    [{ quantity: 0n }, { quantity: 10n, entry: made }, { quantity: 10n }],
  ],
  [
    "the latest page",
    [counted, sold],
    true,
    [
      { quantity: 10n },
      { quantity: 7n, entry: sold },
      { quantity: 7n, entry: counted },
      { quantity: 7n },
    ],
  ],
  [
    "an older page",
    [sold, made],
    false,
    [{ quantity: 0n }, { quantity: 10n, entry: made }, { quantity: 7n, entry: sold }],
  ],
] as const)("makes steps of %s", (_, entries, isLatest, steps) => {
  expect(makeSteps(entries, isLatest)).toEqual(steps);
});

test.each([
  [3n, 5n, 2n],
  [5n, 5n, 0n],
  [9n, 5n, 0n],
  [-2n, 5n, 7n],
])("counts what is missing of %s up to %s", (quantity, reorderLevel, missing) => {
  expect(countMissing({ quantity, reorderLevel })).toBe(missing);
});
