import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { connectJson } from "./testing/connect.ts";
import { bufCurl, grpc } from "./testing/grpc.ts";
import { makeProduct } from "./testing/make-product.ts";
import { type Answer, get, type Json, rest } from "./testing/rest.ts";

let product: Json;
beforeAll(async () => {
  product = await makeProduct();
});

/** Fails unless an answer refuses the request in Connect's shape, with this code and words. */
function expectRefusal(answer: Answer, status: number, code: string, words: RegExp): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.body).toMatchObject({ code, message: expect.stringMatching(words) });
  const { code: _code, message: _message, details: _details, ...more } = answer.body;
  expect(more).toEqual({});
  expect(answer.text).not.toMatch(/node_modules|\.ts:|at [A-Za-z]+ \(/);
}

/** Bodies of a sale, as JSON text in which P stands for a product's id, and what is to be named. */
const badSales: readonly [what: string, json: string, field: RegExp][] = [
  ["an unknown field", '{"product_id":P,"quantity":1,"colour":"red"}', /colour/],
  ["a field twice", '{"product_id":P,"quantity":1,"quantity":2}', /quantity/],
  ["a text for a number", '{"product_id":P,"quantity":"many"}', /quantity/],
  ["a number for a text", '{"product_id":P,"quantity":1,"channel":7}', /channel/],
  ["a list for a number", '{"product_id":P,"quantity":[1]}', /quantity/],
  ["an object for a text", '{"product_id":P,"quantity":1,"channel":{}}', /channel/],
  ["a fraction of a piece", '{"product_id":P,"quantity":1.5}', /quantity/],
  ["a quantity below the range", '{"product_id":P,"quantity":-1}', /quantity/],
  ["a quantity above the range", '{"product_id":P,"quantity":1000000001}', /quantity/],
  ["a quantity beyond 32 bits", '{"product_id":P,"quantity":99999999999}', /quantity/],
  ["an id beyond 64 bits", '{"product_id":99999999999999999999,"quantity":1}', /product_?id/i],
  ["five decimals", '{"product_id":P,"quantity":1,"price":"1.00001"}', /price/],
  ["a negative price", '{"product_id":P,"quantity":1,"price":"-1"}', /price/],
  [
    "an amount that is none",
    '{"product_id":P,"quantity":1,"total_amount":"NaN"}',
    /total_?amount/i,
  ],
  ["an infinite amount", '{"product_id":P,"quantity":1,"price":"Infinity"}', /price/],
  ["too many digits", '{"product_id":P,"quantity":1,"price":"1234567890123"}', /price/],
  ["NUL in a text", '{"product_id":P,"quantity":1,"channel":"a\\u0000b"}', /channel/],
  ["an empty channel", '{"product_id":P,"quantity":1,"channel":""}', /channel/],
  ["a channel too long", `{"product_id":P,"quantity":1,"channel":"${"x".repeat(65)}"}`, /channel/],
  ["an impossible date", '{"product_id":P,"quantity":1,"sale_date":"2025-02-30"}', /sale_?date/i],
  [
    "an impossible time",
    '{"product_id":P,"quantity":1,"sale_date":"2025-02-03T25:00:00"}',
    /sale_?date/i,
  ],
  [
    "a date of its own kind",
    '{"product_id":P,"quantity":1,"sale_date":"18.05.2025"}',
    /sale_?date/i,
  ],
  ["a date out of bounds", '{"product_id":P,"quantity":1,"sale_date":"0001-01-01"}', /sale_?date/i],
  ["an unknown zone", '{"product_id":P,"quantity":1,"time_zone":"Mars/Olympus"}', /time_?zone/i],
  ["no product", '{"quantity":1}', /product_?id|sku/i],
  ["two products", '{"product_id":P,"sku":"A","quantity":1}', /product_?id|sku/i],
  ["no quantity", '{"product_id":P}', /quantity/],
  ["NaN", '{"product_id":P,"quantity":NaN}', /./],
  ["half a body", '{"product_id":P,"quant', /./],
  ["no object", "[1,2,3]", /./],
  ["a bare text", '"hello"', /./],
  ["no JSON", "product_id=1&quantity=1", /./],
  ["an empty body", "", /./],
  ["deep nesting", `{"product_id":P,"quantity":1,"channel":${"[".repeat(5000)}`, /./],
];

describe.each([
  ["REST", "/sales"],
  ["Connect", "/backroom.sales.v1.SalesService/RecordSale"],
])("over %s a sale is refused with", (_surface, path) => {
  test.each(badSales)("%s", async (_what, json, words) => {
    const raw = json.replaceAll("P", `${product.id}`);
    expectRefusal(await rest("POST", path, undefined, { raw }), 400, "invalid_argument", words);
  });

  test("bytes that are not UTF-8", async () => {
    const head = Buffer.from(`{"product_id":${product.id},"quantity":1,"channel":"`);
    const raw = Buffer.concat([head, Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')]);
    const answer = await rest("POST", path, undefined, { raw });
    expectRefusal(answer, 400, "invalid_argument", /UTF-8/i);
  });

  test("ten megabytes", async () => {
    const raw = `{"product_id":${product.id},"quantity":1,"channel":"${"x".repeat(10_000_000)}"}`;
    const answer = await rest("POST", path, undefined, { raw });
    expectRefusal(answer, 413, "resource_exhausted", /body/);
  });
});

test("nothing of all that was recorded", async () => {
  const own = await makeProduct();
  for (const [, json] of badSales) {
    await rest("POST", "/sales", undefined, { raw: json.replaceAll("P", `${own.id}`) });
  }
  expect(await get(`/sales?product_id=${own.id}`)).toMatchObject({ total: 0 });
});

const badQueries: readonly [path: string, status: number, words: RegExp][] = [
  ["/products?limit=0", 400, /^limit: /],
  ["/products?limit=100000", 400, /^limit: /],
  ["/products?limit=ten", 400, /^limit: /],
  ["/products?skip=-1", 400, /^skip: /],
  ["/products?skip=1000001", 400, /^skip: /],
  ["/products?colour=red", 400, /colour/],
  ["/products?limit=1&limit=2", 400, /^limit: /],
  ["/products?archived=maybe", 400, /^archived: /],
  ["/products?page_token=garbage", 400, /^page_token: /],
  ["/products?category_id=8000000000", 404, /^category_id: /],
  ["/products?category=no-such-category", 404, /^category: /],
  ["/products?q=%00", 400, /^q: /],
  ["/products/8000000000", 404, /^product_id: /],
  ["/products/0", 400, /^product_id: /],
  ["/products/99999999999999999999", 400, /^product_id: /],
  ["/categories/8000000000", 404, /^category_id: /],
  ["/sales/8000000000", 404, /^sale_id: /],
  ["/sales?kind=GIFT", 400, /^kind: /],
  ["/sales?start_date=2025-02-30", 400, /^start_date: /],
  ["/sales?start_date=2025-02-02&end_date=2025-02-01", 400, /_date: /],
  ["/sales?time_zone=Mars/Olympus", 400, /^time_zone: /],
  ["/sales/revenue?group_by=fortnight", 400, /^group_by: /],
  ["/sales/revenue?period=hourly", 400, /^period: /],
  ["/sales/revenue?group_by=day&period=daily", 400, /group_by|period/],
  ["/sales/revenue?end_date=2025-13-01", 400, /^end_date: /],
  ["/sales/revenue?start_date=2025-02-02&end_date=2025-02-01", 400, /_date: /],
  ["/sales/revenue?time_zone=Nowhere", 400, /^time_zone: /],
  ["/sales/revenue?product_id=8000000000", 404, /product_id/],
  ["/sales/revenue?category=no-such-category", 404, /category/],
  ["/sales/revenue?group_by=hour&start_date=2000-01-01&end_date=2010-01-01", 400, /10,?000/],
  ["/sales/revenue?day_start=03:10", 400, /^day_start: /],
  ["/sales/revenue?week_start=someday", 400, /^week_start: /],
  ["/sales/revenue?segment_by=colour", 400, /^segment_by: /],
  ["/sales/revenue?segment_limit=3", 400, /^segment_limit: needs segment_by/],
  ["/sales/revenue?segment_by=product&segment_limit=101", 400, /^segment_limit: /],
  ["/sales/compare", 400, /^start1: is required, unless start_date and end_date are given/],
  ["/sales/compare?start1=2025-01-01&end1=2025-01-31", 400, /^start2: is required with start1/],
  ["/sales/compare?start_date=2025-01-01", 400, /^end_date: is required with start_date/],
  ["/sales/compare?start1=2025-01-01&end_date=2025-01-02", 400, /^end_date: must not be given/],
  ["/sales/compare?start_date=2025-01-01&end_date=2025-01-02&against=none", 400, /^against: /],
  [
    "/sales/compare?start1=2025-01-02&end1=2025-01-01&start2=2025-01-01&end2=2025-01-01",
    400,
    /end1: /,
  ],
  ["/sales/breakdown", 400, /^by: /],
  ["/sales/breakdown?by=colour", 400, /^by: /],
  ["/inventory/low-stock?threshold=few", 400, /^threshold: /],
  ["/no/such/path", 404, /path/],
];

test.each(badQueries)("GET %s answers %i", async (path, status, words) => {
  const code = status === 404 ? "not_found" : "invalid_argument";
  expectRefusal(await rest("GET", path), status, code, words);
});

test("a method that a path does not take is refused, naming those it takes", async () => {
  const answer = await rest("DELETE", "/sales/revenue");
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toContain("GET");
});

test("an rpc or a service that does not exist is not found", async () => {
  const answer = await connectJson("sales", "GiveAway", {});
  expect(answer).toMatchObject({ status: 404, body: { code: "unimplemented" } });
  expect((await rest("POST", "/backroom.sales.v1.NoService/Get", {})).status).toBe(404);
  await expect(grpc("sales", "GiveAway", {})).rejects.toThrow();
});

test("a body needs its content type", async () => {
  for (const path of ["/sales", "/backroom.sales.v1.SalesService/RecordSale"]) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "nonsense"]) {
      const headers = { "content-type": type };
      const answer = await rest("POST", path, { product_id: product.id, quantity: 1 }, { headers });
      expect(answer.status, `${path} ${type}`).toBe(415);
    }
    const { url, key } = backroom;
    const body = new Blob(["{}"]);
    const headers = { "x-api-key": key };
    const bare = await fetch(`${url}${path}`, { method: "POST", headers, body });
    expect([400, 415], path).toContain(bare.status);
  }
});

test("gRPC refuses by field too", async () => {
  const wrong: readonly [Json, RegExp][] = [
    [{ productId: product.id, quantity: 0 }, /quantity/],
    [{ productId: product.id, quantity: 1, price: "1.00001" }, /price/],
    [{ productId: product.id, quantity: 1, saleDate: "2025-02-30" }, /sale_date/],
    [{ productId: product.id, quantity: 1, timeZone: "Mars/Olympus" }, /time_zone/],
  ];
  for (const [request, words] of wrong) {
    const refused = await grpc("sales", "RecordSale", request).catch(String);
    expect(refused).toContain("invalid_argument");
    expect(refused).toMatch(words);
  }
  const missing = bufCurl("sales", "/backroom.sales.v1.SalesService/GetSale", [
    "-d",
    '{"saleId":"8000000000"}',
  ]);
  await expect(missing).rejects.toThrow("not_found");
});

/** Counts the stack traces in the logs of Backroom's own processes. */
async function countStackTraces(): Promise<number> {
  const { logDir } = backroom;
  const names = await readdir(logDir);
  const own = names.filter((name) => !/^(postgres|clickhouse)/.test(name));
  expect(own.length).toBeGreaterThan(0);
  const logs = await Promise.all(own.map((name) => readFile(join(logDir, name), "utf8")));
  return logs.join("\n").match(/(\n|\\n) +at /g)?.length ?? 0;
}

test("no bad request leaves a stack trace in the log", async () => {
  const before = await countStackTraces();
  for (const [, json] of badSales) {
    await rest("POST", "/sales", undefined, { raw: json.replaceAll("P", `${product.id}`) });
  }
  for (const [path] of badQueries) await rest("GET", path);
  expect(await countStackTraces()).toBe(before);
});
