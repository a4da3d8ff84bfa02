import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { expect, test } from "vitest";
import { readFilter, readId, toQuery } from "./sale-filter.ts";

const may = { startDate: "2026-05-01", endDate: "2026-05-31" };

test.each([
  [{}, {}, ""],
  [
    { channel: "web", order: "A-1" },
    { channel: "web", orderRef: "A-1" },
    "channel=web&order_ref=A-1",
  ],
  [{ product: "42", kind: "void" }, { productId: 42n, kind: Kind.VOID }, "product_id=42&kind=VOID"],
  [
    { category: "7", kind: "refund" },
    { categoryId: 7n, kind: Kind.REFUND },
    "category_id=7&kind=REFUND",
  ],
  [{ kind: "sale" }, { kind: Kind.SALE }, "kind=SALE"],
  [{ product: "x", category: "-1", kind: "toString", channel: "" }, {}, ""],
  [{ order: "a&b=c" }, { orderRef: "a&b=c" }, "order_ref=a%26b%3Dc"],
])("reads %j", (state, filter, query) => {
  const read = readFilter(state, may);
  const given = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
  expect(given).toEqual({ ...may, ...filter });
  expect(`${toQuery(readFilter(state, {}))}`).toBe(query);
});

test("writes the period", () => {
  expect(`${toQuery(may)}`).toBe("start_date=2026-05-01&end_date=2026-05-31");
});

test.each([
  ["1", 1n],
  ["999999999999999999", 999_999_999_999_999_999n],
  ["0", undefined],
  ["1e3", undefined],
  ["9999999999999999999", undefined],
  [undefined, undefined],
])("reads the id %j", (text, id) => {
  expect(readId(text)).toBe(id);
});
