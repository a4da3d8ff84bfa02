import { expect, test } from "vitest";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest } from "./testing/rest.ts";

/** Every method and path that the gateway documents, with 1 for every parameter. */
async function listRoutes(): Promise<[string, string][]> {
  const { paths } = await get("/openapi.json");
  return Object.entries(paths as Record<string, Json>).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
      .map((method): [string, string] => [method.toUpperCase(), path.replace(/\{[^}]*\}/g, "1")]),
  );
}

test("every route is closed without a key and with a wrong one, and says nothing else", async () => {
  const routes = await listRoutes();
  expect(routes.length).toBeGreaterThan(25);
  routes.push(["POST", "/backroom.sales.v1.SalesService/ListSales"], ["GET", "/no/such/path"]);
  for (const [method, path] of routes) {
    for (const key of [null, "wrong", "", "1234"]) {
      const answer = await rest(method, path, undefined, { key });
      expect(answer.status, `${method} ${path}`).toBe(401);
      expect(answer.body).toMatchObject({ code: "unauthenticated" });
      expect(Object.keys(answer.body).sort()).toEqual(["code", "details", "message"]);
    }
  }
});

test("the key is looked at before the body", async () => {
  for (const path of ["/sales", "/backroom.sales.v1.SalesService/RecordSale"]) {
    for (const raw of ["{not json", "x".repeat(3_000_000)]) {
      const answer = await rest("POST", path, undefined, { key: null, raw });
      expect(answer.status, path).toBe(401);
    }
  }
});

test("nothing is recorded without a key", async () => {
  const { id } = await makeProduct();
  await rest("POST", "/sales", { product_id: id, quantity: 1 }, { key: "wrong" });
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 0 });
});

test.each(["/healthz", "/readyz", "/openapi.json", "/docs", "/dashboard/"])(
  "%s needs no key",
  async (path) => {
    expect((await rest("GET", path, undefined, { key: null })).status).toBe(200);
  },
);
