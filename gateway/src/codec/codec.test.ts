import { ListHistoryResponseSchema, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import {
  CompareRevenueResponseSchema,
  GetRevenueRequestSchema,
  RevenuePointSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import {
  RecordSaleRequestSchema,
  RecordSalesRequestSchema,
  RecordSalesResultSchema,
  type Sale,
  SaleSchema,
} from "@backroom/proto/sales/v1/sales_pb";
import { create, type DescMessage, equals } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../json/parse-json.ts";
import { compileDecoder } from "./compile-decoder.ts";
import { compileEncoder } from "./compile-encoder.ts";
import { compileQueryDecoder } from "./compile-query-decoder.ts";

/** Decodes JSON text. */
function decode(desc: DescMessage, text: string) {
  return compileDecoder(desc)(parseJson(Buffer.from(text)));
}

test.each([
  ["49.95", "49.95"],
  ["18.00", "18.00"],
  ["0", "0"],
  ["-0", "0"],
  ["-0.00", "0.00"],
  ["1e2", "100"],
  ["4.995e1", "49.95"],
  ["4995E-2", "49.95"],
  ["5e-4", "0.0005"],
  ["1.50e+1", "15"],
  ["0.1e0", "0.1"],
  ["0e5", "0"],
  ["99999999999999.9999", "99999999999999.9999"],
  ['"19.99"', "19.99"],
  ["0.30000000000000004e-0", undefined],
  ["1.00000", undefined],
  ["1e41", undefined],
  ["1e-5", undefined],
  ['"1e2"', undefined],
  ['" 1"', undefined],
  ['""', undefined],
  ["true", undefined],
])("reads the amount %s as %s", (text, expected) => {
  const read = () => decode(RecordSaleRequestSchema, `{"price":${text}}`);
  if (expected === undefined) expect(read).toThrow();
  else expect(read()).toMatchObject({ price: expected });
});

test.each([
  ["9223372036854775807", 9_223_372_036_854_775_807n],
  ['"-9223372036854775808"', -9_223_372_036_854_775_808n],
  ["9007199254740993", 9_007_199_254_740_993n],
  ["5.0", 5n],
  ["1e3", 1000n],
  ["-0", 0n],
  ['"007"', 7n],
  ["9223372036854775808", undefined],
  ["1.5", undefined],
  ['"5.0"', undefined],
  ['""', undefined],
  ["1e400", undefined],
])("reads the id %s as %s", (text, expected) => {
  const read = () => decode(RecordSaleRequestSchema, `{"product_id":${text}}`);
  if (expected === undefined) expect(read).toThrow();
  else expect(read()).toMatchObject({ productId: expected });
});

test("names the field inside lists", () => {
  const text = '{"sales":[{"sku":"a"},{"sku":"b","quantity":[]}]}';
  expect(() => decode(RecordSalesRequestSchema, text)).toThrow(
    expect.objectContaining({
      path: "sales[1].quantity",
      rule: "must be a whole number, not a list",
    }),
  );
});

test("takes null for absent, and keeps what is given as empty", () => {
  const message = decode(RecordSaleRequestSchema, '{"sku":"","channel":null,"require_stock":null}');
  expect(message).toMatchObject({ sku: "", requireStock: false });
  expect(message).not.toHaveProperty("channel", expect.anything());
});

test.each([
  ["group_by", "day", { groupBy: 2 }],
  ["group_by", "GRANULARITY_DAY", { groupBy: 2 }],
  ["period", "Annual", { period: 4 }],
  ["fill", "False", { fill: false }],
])("reads the parameter %s=%s", (name, text, expected) => {
  const message = create(GetRevenueRequestSchema);
  compileQueryDecoder(GetRevenueRequestSchema, new Set())(message, [[name, text]]);
  expect(message).toMatchObject(expected);
});

test("gathers repeated parameters in order", () => {
  const message = create(GetRevenueRequestSchema);
  const given = [
    ["product_id", "2"],
    ["channel", "web"],
    ["product_id", "1"],
  ] as const;
  compileQueryDecoder(GetRevenueRequestSchema, new Set())(message, given);
  expect(message).toMatchObject({ productId: [2n, 1n], channel: ["web"] });
});

test("prints every field, the absent as null", () => {
  const entry = { id: 1n, reason: Reason.SALE, timestamp: { seconds: -1n, nanos: 5_000_000 } };
  const message = create(ListHistoryResponseSchema, { items: [entry], limit: 100 });
  expect(compileEncoder(ListHistoryResponseSchema)(message)).toBe(
    '{"items":[{"id":1,"inventory_id":"","product_id":0,"channel":"","change_qty":0,"quantity":0,' +
      '"reason":"SALE","comment":null,"actor":"","sale_id":null,' +
      '"timestamp":"1969-12-31T23:59:59.005Z"}],"total":0,"skip":0,"limit":100,"next_page_token":""}',
  );
});

test("prints amounts digit for digit, messages and absent amounts as null", () => {
  const message = create(CompareRevenueResponseSchema, { change: "-12345678901234567890.10" });
  expect(compileEncoder(CompareRevenueResponseSchema)(message)).toBe(
    '{"range1":[],"range2":[],"totals":null,"change":-12345678901234567890.10,' +
      '"change_percent":null,"as_of":null,"source":"UNSPECIFIED",' +
      '"buckets":[],"bounds1":null,"bounds2":null}',
  );
});

test("prints no amount that is not one", () => {
  const message = create(RevenuePointSchema, { revenue: '1,"injected":2' });
  expect(() => compileEncoder(RevenuePointSchema)(message)).toThrow("a service answered");
});

test("prints of a oneof what is set, and nothing when nothing is", () => {
  const encode = compileEncoder(RecordSalesResultSchema);
  expect(encode(create(RecordSalesResultSchema))).toBe("{}");
  const value = { code: "a", message: "b" };
  const failed = create(RecordSalesResultSchema, { result: { case: "error", value } });
  expect(encode(failed)).toBe('{"error":{"code":"a","message":"b","violations":[]}}');
});

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 9999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(4, "0")}`)
  .filter((text) => !/^-?0\.0*$/.test(text));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const words = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));

test("reads back whatever it prints", () => {
  const sale = fc.record({
    id: int64,
    kind: fc.constantFrom(1, 2, 3),
    productId: int64,
    sku: fc.option(words, { nil: undefined }),
    productName: words,
    quantity: fc.integer(),
    price: amount,
    totalAmount: amount,
    saleDate: fc
      .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
      .map(timestampFromDate),
    refundedQuantity: fc.option(fc.integer(), { nil: undefined }),
    voided: fc.option(fc.boolean(), { nil: undefined }),
  });
  fc.assert(
    fc.property(sale, (fields) => {
      const message = create(SaleSchema, fields);
      const text = compileEncoder(SaleSchema)(message);
      expect(() => JSON.parse(text)).not.toThrow();
      // An amount or date that was never set reads as null, which is absent.
      expect(equals(SaleSchema, decode(SaleSchema, text) as Sale, message)).toBe(true);
    }),
  );
});
