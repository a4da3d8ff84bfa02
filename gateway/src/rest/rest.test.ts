import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, expect, test } from "vitest";
import { createTestGateway } from "../testing/create-test-gateway.ts";

const instant = { seconds: 1_747_569_600n, nanos: 0 };
const { app, seen, headers } = await createTestGateway({
  catalog: {
    async getProduct({ productId }) {
      if (productId === 404n) throw new ConnectError("product_id: no such product", Code.NotFound);
      if (productId === 500n) throw new TypeError("secret");
      return { product: { id: productId, name: 'a "b"\n', price: "19.90", createdAt: instant } };
    },
  },
  revenue: {
    async getRevenue() {
      const point = { period: "2025-05-18", revenue: "49.95", gross: "49.95", refunds: "0.00" };
      return { points: [{ ...point, units: 5n, sales: 1n }], asOf: instant, source: 1 };
    },
  },
  sales: {
    async recordSales() {
      const error = { code: "not_found", message: "no" };
      return { results: [{ result: { case: "error", value: error } }] };
    },
  },
});
afterAll(() => app.close());

/** Calls the gateway with the right key. */
function call(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD",
  url: string,
  payload?: string,
) {
  const type = payload === undefined ? {} : { "content-type": "application/json" };
  return app.inject({ method, url, headers: { ...headers, ...type }, payload });
}

test.each([
  ["GET", "/categories", "ListCategories"],
  ["GET", "/categories/", "ListCategories"],
  ["DELETE", "/categories/3", "DeleteCategory"],
  ["GET", "/products/?skip=0&limit=10", "ListProducts"],
  ["GET", "/inventory/42", "GetProductStock"],
  ["GET", "/inventory/0197a1b2-0000-7000-8000-000000000000", "GetItem"],
  ["GET", "/inventory/42/history?skip=0&limit=100", "ListHistory"],
  ["GET", "/inventory/0197a1b2-0000-7000-8000-000000000000/history", "ListHistory"],
  ["GET", "/inventory/stock/low-stock", "ListLowStockItems"],
  ["GET", "/inventory/stock/low-stock/events?low_stock=true&after=7", "WatchLowStock"],
  ["GET", "/inventory/low-stock/?threshold=10", "ListLowStockProducts"],
  ["GET", "/sales/7", "GetSale"],
  ["GET", "/store", "GetStore"],
  ["GET", "/sales/revenue/?period=daily&category=electronics&category=toys", "GetRevenue"],
  ["GET", "/sales/compare?start1=a&end1=b&start2=c&end2=d", "CompareRevenue"],
  ["GET", "/sales/breakdown?by=product", "BreakdownRevenue"],
  ["GET", "/sales/export?format=NDJSON", "ExportSales"],
] as const)("routes %s %s to %s", async (method, url, rpc) => {
  const answer = await call(method, url);
  expect(answer.statusCode).toBe(200);
  expect(seen.at(-1)?.rpc).toBe(rpc);
});

test("prints money and ids as numbers digit for digit, and every field", async () => {
  const answer = await call("GET", "/products/9007199254740993");
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(answer.body).toBe(
    '{"id":9007199254740993,"name":"a \\"b\\"\\n","description":null,"price":19.90,' +
      '"category_id":0,"category":"","sku":null,"archived":false,"version":0,' +
      '"created_at":"2025-05-18T12:00:00Z","updated_at":null}',
  );
});

test("takes the predecessors' sale", async () => {
  const sale =
    '{"product_id":1,"quantity":5,"total_amount":49.95,"sale_date":"2025-05-18T12:00:00"}';
  expect((await call("POST", "/sales/", sale)).statusCode).toBe(200);
  expect(seen.at(-1)?.request).toMatchObject({
    productId: 1n,
    quantity: 5,
    totalAmount: "49.95",
    saleDate: "2025-05-18T12:00:00",
  });
});

test("says in the context who calls", () => {
  expect(seen.at(-1)?.context.caller).toEqual({ name: "till-7" });
});

test("keeps the caller's name for a request, and gives one to any other", async () => {
  const named = await app.inject({
    url: "/products/1",
    headers: { ...headers, "x-request-id": "a-1" },
  });
  expect(named.headers["x-request-id"]).toBe("a-1");
  expect(seen.at(-1)?.context.requestId).toBe("a-1");
  const odd = await app.inject({
    url: "/products/1",
    headers: { ...headers, "x-request-id": "a b" },
  });
  expect(odd.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("answers one field with its siblings in headers", async () => {
  const answer = await call("GET", "/sales/revenue?group_by=day");
  expect(answer.body).toBe(
    '[{"period":"2025-05-18","revenue":49.95,"gross":49.95,"refunds":0.00,"units":5,"sales":1,"partial":false,"segments":[]}]',
  );
  expect(answer.headers["x-backroom-as-of"]).toBe("2025-05-18T12:00:00Z");
  expect(answer.headers["x-backroom-source"]).toBe("CLICKHOUSE");
});

test("prints of a oneof only what is set", async () => {
  const answer = await call("POST", "/sales/batch", '{"sales":[{"sku":"a","quantity":1}]}');
  expect(answer.body).toBe(
    '{"results":[{"error":{"code":"not_found","message":"no","violations":[]}}]}',
  );
});

test("takes the idempotency key from the header, or the same one from both", async () => {
  const send = (body: string) =>
    app.inject({
      method: "POST",
      url: "/categories",
      headers: { ...headers, "content-type": "application/json", "idempotency-key": "k-1" },
      payload: body,
    });
  expect((await send('{"name":"Toys"}')).statusCode).toBe(200);
  expect(seen.at(-1)?.request).toMatchObject({ name: "Toys", idempotencyKey: "k-1" });
  expect((await send('{"name":"Toys","idempotency_key":"k-1"}')).statusCode).toBe(200);
  const conflict = await send('{"name":"Toys","idempotency_key":"k-2"}');
  expect(conflict.statusCode).toBe(400);
  expect(conflict.json().message).toBe("idempotency_key: differs from the header Idempotency-Key");
});

test("answers a service's errors with their code and status, and no word of what is inside", async () => {
  const missing = await call("GET", "/products/404");
  expect(missing.statusCode).toBe(404);
  expect(missing.json()).toEqual({
    code: "not_found",
    message: "product_id: no such product",
    details: [],
  });
  const broken = await call("GET", "/products/500");
  expect(broken.statusCode).toBe(500);
  expect(broken.json()).toEqual({ code: "internal", message: "internal error", details: [] });
});

test("tells an unknown path from a wrong method", async () => {
  expect((await call("GET", "/nothing")).json()).toMatchObject({ code: "not_found" });
  const wrong = await call("DELETE", "/sales/");
  expect(wrong.statusCode).toBe(405);
  expect(wrong.headers.allow).toBe("POST, GET, HEAD");
  expect(wrong.json()).toMatchObject({ code: "unimplemented" });
});

test.each([
  ["POST", "/sales/export", "GET"],
  ["DELETE", "/inventory/stock/low-stock/events/", "GET"],
  ["DELETE", "/inventory/low-stock", "GET, HEAD"],
  ["DELETE", "/inventory/42", "GET, HEAD, PUT, PATCH"],
] as const)("allows at %s %s only what is answered there", async (method, url, allowed) => {
  const answer = await call(method, url);
  expect(answer.statusCode).toBe(405);
  expect(new Set(String(answer.headers.allow).split(", "))).toEqual(new Set(allowed.split(", ")));
});

test("names of an enum only what the field takes", async () => {
  const reasons = "RECEIVED, RETURNED, DAMAGED, LOST, COUNTED, TRANSFERRED, CORRECTION";
  const path = "/inventory/0197a1b2-0000-7000-8000-000000000000/adjustments";
  for (const reason of ["SALE", "REASON_VOID", "nonsense", ""]) {
    const answer = await call("POST", path, JSON.stringify({ change_qty: 1, reason }));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().message).toBe(`reason: must be one of ${reasons}`);
  }
  expect((await call("POST", path, '{"change_qty":1,"reason":"lost"}')).statusCode).toBe(200);
  const document = (await call("GET", "/openapi.json")).json();
  const body = document.paths["/inventory/{inventory_id}/adjustments"].post.requestBody;
  const { schema } = body.content["application/json"];
  expect(schema.properties.reason.enum).toEqual(reasons.split(", "));
  expect(document.components.schemas.HistoryEntry.properties.reason.enum).toContain("SALE");
});

test("answers HEAD like GET, without the body", async () => {
  const answer = await call("HEAD", "/products/1");
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe("");
});
