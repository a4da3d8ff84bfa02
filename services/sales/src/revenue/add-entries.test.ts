import { expect, test } from "vitest";
import { addEntries } from "./add-entries.ts";

test("entries of a group are added up by their kind, from however many rows", () => {
  const groups = addEntries([
    [7, "SALE", "10.5000", "3", "2"],
    [7, "REFUND", "-2.2500", "-1", "1"],
    [8, "REFUND", "-99999999999999.9999", "-9007199254740993", "1"],
    [7, "VOID", "-0.5000", "-1", "1"],
    [7, "SALE", "1.0001", "1", "1"],
  ]);
  expect(groups).toEqual(
    new Map([
      [7, { gross: 110_001n, refunds: -22_500n, units: 2n, sales: 2n }],
      [
        8,
        {
          gross: 0n,
          refunds: -999_999_999_999_999_999n,
          units: -9_007_199_254_740_993n,
          sales: 0n,
        },
      ],
    ]),
  );
});

test("a group of watermarks alone had nothing", () => {
  expect(addEntries([[0, "WATERMARK", "0", "0", "0"]])).toEqual(new Map());
});
