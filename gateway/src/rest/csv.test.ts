import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, expect, test } from "vitest";
import { createTestGateway } from "../testing/create-test-gateway.ts";

const instant = { seconds: 1_747_569_600n, nanos: 0 };
const stamp = { asOf: instant, source: Source.CLICKHOUSE };
const { app, seen, headers } = await createTestGateway({
  catalog: {
    async listProducts() {
      const items = [{ id: 9_007_199_254_740_993n, name: 'A "big", mug', price: "19.90" }];
      return { items, total: 3n, limit: 1, nextPageToken: "Mg" };
    },
  },
  revenue: {
    async getRevenue({ channel }) {
      if (channel.length > 0) throw new ConnectError("channel: no such channel", Code.NotFound);
      return { points: [{ period: "2025-05-18", revenue: "49.95", refunds: "0.00" }], ...stamp };
    },
    async compareRevenue() {
      return { change: "-12345678901234567890.10", ...stamp };
    },
    async getSummary() {
      return { current: { revenue: "49.95" }, ...stamp };
    },
  },
});
afterAll(() => app.close());

const csv = "text/csv; charset=utf-8; header=present";
const json = "application/json; charset=utf-8";
const table =
  "period,revenue,gross,refunds,units,sales,partial\r\n2025-05-18,49.95,,0.00,0,0,false\r\n";

/** Asks for something, accepting something. */
function get(url: string, accept?: string, method: "GET" | "HEAD" = "GET") {
  return app.inject({ method, url, headers: { ...headers, ...(accept && { accept }) } });
}

test("answers a file with what is not in it in headers", async () => {
  const answer = await get("/sales/revenue/?format=csv&group_by=day");
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe(table);
  expect(answer.headers).toMatchObject({
    "content-type": csv,
    "content-disposition": 'attachment; filename="revenue.csv"',
    "x-backroom-as-of": "2025-05-18T12:00:00Z",
    "x-backroom-source": "CLICKHOUSE",
  });
  expect(seen.at(-1)?.request).toMatchObject({ groupBy: 2 });
});

test("keeps the sums over all rows and the place in a list beside the rows", async () => {
  const compare = await get("/sales/compare?against=previous_year&start_date=2025&format=csv");
  expect(compare.headers).toMatchObject({
    "x-backroom-change": "-12345678901234567890.10",
    "x-backroom-as-of": "2025-05-18T12:00:00Z",
  });
  expect(compare.headers).not.toHaveProperty("x-backroom-change-percent");
  const products = await get("/products?format=csv&limit=1");
  expect(products.body.split("\r\n")[1]).toBe(
    '9007199254740993,"A ""big"", mug",,19.90,0,,,false,0,,',
  );
  expect(products.headers).toMatchObject({
    "x-backroom-total": "3",
    "x-backroom-skip": "0",
    "x-backroom-next-page-token": "Mg",
  });
});

test("makes one line of a summary, with nothing left for headers", async () => {
  const answer = await get("/sales/summary?format=csv");
  const [names, cells] = answer.body.split("\r\n");
  expect(names).toMatch(/^current_revenue,.*,as_of,source$/);
  expect(cells).toMatch(/^49\.95,.*,2025-05-18T12:00:00Z,CLICKHOUSE$/);
  expect(answer.headers["content-disposition"]).toBe('attachment; filename="summary.csv"');
  expect(answer.headers).not.toHaveProperty("x-backroom-as-of");
});

test.each([
  ["", undefined, json],
  ["", "*/*", json],
  ["", "text/csv", csv],
  ["", "Text/CSV; charset=UTF-8", csv],
  ["", "text/*", csv],
  ["", "text/csv, */*;q=0.1", csv],
  ["", "text/csv;q=0.5, application/json", json],
  ["", "text/csv;q=0.5, application/json;q=0.4", csv],
  ["", "text/csv, application/json", csv],
  ["", "text/csv;q=0", json],
  ["", "text/csv; header=absent", json],
  ["", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", json],
  ["", "image/png", json],
  ["", ",;q=,/", json],
  ["?format=json", "text/csv", json],
  ["?format=CSV", "application/json", csv],
])("the query %j before Accept %j gets %s", async (query, accept, type) => {
  const answer = await get(`/sales/revenue${query}`, accept);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, type]);
});

test.each([
  ["/sales/revenue?format=xml", "format: must be one of JSON, CSV"],
  ["/sales/revenue?format=", "format: must be one of JSON, CSV"],
  ["/sales/revenue?format=csv&format=csv", "format: is given twice"],
  ["/sales/revenue?fromat=csv", "fromat: is an unknown query parameter; did you mean format?"],
  ["/sales/revenue?group_by=x&format=csv", "group_by: must be one of"],
  ["/sales/7?format=csv", "format: is an unknown query parameter"],
  ["/sales/export?format=json", "format: must be one of CSV, NDJSON"],
])("refuses %s in JSON", async (url, message) => {
  const answer = await get(url, "text/csv");
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([400, json]);
  expect(answer.json()).toMatchObject({ code: "invalid_argument" });
  expect(answer.json().message).toContain(message);
});

test("answers a service's error as JSON, and not as a file", async () => {
  const answer = await get("/sales/revenue?format=csv&channel=x");
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([404, json]);
  expect(answer.headers).not.toHaveProperty("content-disposition");
});

test("answers HEAD like GET, without the body", async () => {
  const answer = await get("/sales/revenue?format=csv", undefined, "HEAD");
  expect(answer.body).toBe("");
  expect(answer.headers).toMatchObject({
    "content-type": csv,
    "content-length": String(table.length),
  });
});
