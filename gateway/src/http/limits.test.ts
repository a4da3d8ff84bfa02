import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, expect, test } from "vitest";
import { createTestGateway } from "../testing/create-test-gateway.ts";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

/** Makes a gateway that is closed after the test. */
async function start(...parameters: Parameters<typeof createTestGateway>) {
  const gateway = await createTestGateway(...parameters);
  open.push(gateway.app);
  return gateway;
}

test("limits how often a key calls, on every surface together", async () => {
  const { app, headers } = await start({}, { rateLimitPerMinute: 2 });
  const rpc = "/backroom.catalog.v1.CatalogService/ListCategories";
  const type = { "content-type": "application/json" };
  expect((await app.inject({ url: "/categories", headers })).statusCode).toBe(200);
  const second = await app.inject({
    method: "POST",
    url: rpc,
    headers: { ...headers, ...type },
    payload: "{}",
  });
  expect(second.statusCode).toBe(200);
  const third = await app.inject({ url: "/products", headers });
  expect(third.statusCode).toBe(429);
  expect(third.headers["retry-after"]).toBeDefined();
  expect(third.json()).toMatchObject({
    code: "resource_exhausted",
    message: expect.stringMatching(
      /^this key may make 2 requests a minute; try again in (1 minute|[0-9]+ seconds)$/,
    ),
  });
});

test.each(["/sales", "/backroom.sales.v1.SalesService/RecordSale"])(
  "answers 413 to whoever sends too much to %s, and goes on",
  async (path) => {
    const { app, headers } = await start();
    const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
    const all = { ...headers, "content-type": "application/json" };
    const body = "x".repeat(10_000_000);
    for (let round = 0; round < 5; round++) {
      const whole = await fetch(`${baseUrl}${path}`, { method: "POST", headers: all, body });
      expect(whole.status).toBe(413);
      expect(await whole.json()).toMatchObject({ message: "body: is too large" });
      const pieces = new Blob([body]).stream();
      const init = { method: "POST", headers: all, body: pieces, duplex: "half" } as const;
      const chunked = await fetch(`${baseUrl}${path}`, init);
      expect(chunked.status).toBe(413);
      expect(await chunked.json()).toMatchObject({ code: "resource_exhausted" });
    }
    expect((await fetch(`${baseUrl}/healthz`)).status).toBe(200);
  },
);

test("tells whoever asks too much when to ask again, on every surface", async () => {
  const { app, headers } = await start({
    revenue: {
      async getRevenue() {
        throw new ConnectError("too many questions", Code.ResourceExhausted);
      },
    },
  });
  const rest = await app.inject({ url: "/sales/revenue", headers });
  const connect = await app.inject({
    method: "POST",
    url: "/backroom.revenue.v1.RevenueService/GetRevenue",
    headers: { ...headers, "content-type": "application/json" },
    payload: "{}",
  });
  for (const answer of [rest, connect]) {
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["retry-after"]).toBe("1");
    expect(answer.json()).toMatchObject({
      code: "resource_exhausted",
      message: "too many questions",
    });
  }
});

test("is ready when each service answers, found or not", async () => {
  const { app } = await start();
  const answer = await app.inject("/readyz");
  expect(answer.statusCode).toBe(200);
  expect(answer.json().services).toEqual({
    "backroom.catalog.v1.CatalogService": "ready",
    "backroom.inventory.v1.InventoryService": "ready",
    "backroom.sales.v1.SalesService": "ready",
    "backroom.revenue.v1.RevenueService": "ready",
  });
});

test("says which service is not ready", async () => {
  const { app } = await start({
    inventory: {
      async getItem() {
        throw Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
      },
    },
  });
  const answer = await app.inject("/readyz");
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({
    status: "not ready",
    services: {
      "backroom.inventory.v1.InventoryService": "unavailable",
      "backroom.sales.v1.SalesService": "ready",
    },
  });
  expect((await app.inject("/healthz")).json()).toEqual({ status: "ok" });
});

test("counts requests by route", async () => {
  const { app, headers } = await start();
  await app.inject({ url: "/products/1", headers });
  await app.inject({ url: "/products/one", headers });
  const { body } = await app.inject({ url: "/metrics", headers });
  expect(body).toContain(
    'backroom_http_seconds_count{method="GET",route="/products/:p0",status="200"} 1',
  );
  expect(body).toContain(
    'backroom_http_seconds_count{method="GET",route="/products/:p0",status="400"} 1',
  );
  expect(body).toContain('backroom_rpc_seconds_count{service="backroom.catalog.v1.CatalogService"');
});

test("finishes what it has begun when it closes, and takes nothing new", async () => {
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const { app, headers } = await start({
    catalog: {
      async getProduct({ productId }) {
        entered.resolve();
        await release.promise;
        return { product: { id: productId } };
      },
    },
  });
  const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
  const begun = fetch(`${baseUrl}/products/7`, { headers });
  await entered.promise;
  const closed = app.close();
  while (app.server.listening) await new Promise(setImmediate);
  await expect(fetch(`${baseUrl}/healthz`)).rejects.toThrow("fetch failed");
  release.resolve();
  const answer = await begun;
  expect(await answer.json()).toMatchObject({ id: 7 });
  expect(answer.headers.get("connection")).toBe("close");
  await closed;
});

test("aborts a call whose deadline has passed, and answers 504", async () => {
  let reason: unknown;
  const { app, headers } = await start(
    {
      catalog: {
        getProduct: (_request, { signal }) =>
          new Promise(() => {
            signal.addEventListener("abort", () => {
              reason = signal.reason;
            });
          }),
      },
    },
    { requestTimeoutMs: 100 },
  );
  const answer = await app.inject({ url: "/products/7", headers });
  expect(answer.statusCode).toBe(504);
  expect(answer.json()).toMatchObject({ code: "deadline_exceeded" });
  expect(reason).toBeDefined();
  const rpc = "/backroom.catalog.v1.CatalogService/GetProduct";
  const type = { "content-type": "application/json" };
  const overConnect = await app.inject({
    method: "POST",
    url: rpc,
    headers: { ...headers, ...type },
    payload: '{"productId":"7"}',
  });
  expect(overConnect.statusCode).toBe(504);
});
