import { GetSummaryResponseSchema } from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { formatMoney } from "../format/money.ts";
import { makeFigures, negate } from "./make-figures.ts";

const current = {
  revenue: "123456789012.34",
  gross: "123456789112.34",
  refunds: "-100",
  units: 20n,
  sales: 10n,
};

test("shows every digit, and what was given back as an amount whose growth is bad", () => {
  const figures = makeFigures(
    create(GetSummaryResponseSchema, {
      current: { ...current, averageSale: "12345678911.23" },
      changes: {
        revenue: { absolute: "10", percent: "12.5" },
        units: { absolute: "0" },
        sales: { absolute: "3" },
        refunds: { absolute: "-50", percent: "-100.00" },
      },
    }),
    "EUR",
  );
  expect(figures).toEqual([
    {
      name: "Net revenue",
      text: formatMoney("123456789012.34", "EUR"),
      change: { percent: "12.5" },
    },
    { name: "Units", text: "20", change: { percent: "0" } },
    { name: "Sales", text: "10", change: { percent: undefined } },
    { name: "Average sale", text: formatMoney("12345678911.23", "EUR"), change: undefined },
    {
      name: "Refunds",
      text: formatMoney("100", "EUR"),
      change: { percent: "100.00" },
      lessIsBetter: true,
    },
  ]);
  expect(figures[0]?.text.replace(/[^0-9]/g, "")).toBe("12345678901234");
});

test("shows no change without an earlier range, and no average of no sales", () => {
  const figures = makeFigures(create(GetSummaryResponseSchema, { current }), "EUR");
  expect(figures.map(({ change }) => change)).toEqual(new Array(5).fill(undefined));
  expect(figures[3]?.text).toBe("–");
});

test.each([
  ["12.5", "-12.5"],
  ["-12.5", "12.5"],
  ["0", "0"],
  ["-0.00", "0.00"],
])("turns %s round to %s", (decimal, turned) => {
  expect(negate(decimal)).toBe(turned);
});
