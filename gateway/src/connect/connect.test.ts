import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { afterAll, expect, test, vi } from "vitest";
import { createTestGateway, testKey } from "../testing/create-test-gateway.ts";

const { app, seen, headers, logged } = await createTestGateway({
  catalog: {
    async getProduct({ productId }) {
      if (productId === 404n) throw new ConnectError("product_id: no such product", Code.NotFound);
      if (productId === 500n) throw new TypeError("secret");
      return { product: { id: productId, price: "19.90" } };
    },
  },
  sales: {
    async *exportSales({ channel }) {
      do {
        for (const line of ["id\n", "1\n", "2\n"]) {
          yield { body: { contentType: "text/csv", data: Buffer.from(line) } };
        }
        await new Promise(setImmediate);
      } while (channel === "endless");
    },
  },
});
const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
afterAll(() => app.close());

const withKey = { interceptors: [addKey(testKey.key)] };
const transports: readonly (readonly [string, Transport])[] = [
  [
    "Connect, JSON",
    createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false, ...withKey }),
  ],
  ["Connect, binary", createConnectTransport({ baseUrl, httpVersion: "1.1", ...withKey })],
  [
    "gRPC-web, JSON",
    createGrpcWebTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false, ...withKey }),
  ],
  ["gRPC-web, binary", createGrpcWebTransport({ baseUrl, httpVersion: "1.1", ...withKey })],
];

/** Makes an interceptor that sends a key. */
function addKey(key: string) {
  return (next: (request: never) => unknown) => (request: { header: Headers }) => {
    request.header.set("x-api-key", key);
    return next(request as never) as never;
  };
}

test.each(transports)("%s: forwards a call and its caller", async (_name, transport) => {
  const client = createClient(CatalogService, transport);
  const { product } = await client.getProduct({ productId: 9_007_199_254_740_993n });
  expect(product).toMatchObject({ id: 9_007_199_254_740_993n, price: "19.90" });
  expect(seen.at(-1)?.context.caller).toEqual({ name: "till-7" });
});

test.each(transports)("%s: carries errors whole", async (_name, transport) => {
  const client = createClient(CatalogService, transport);
  await expect(client.getProduct({ productId: 404n })).rejects.toMatchObject({
    code: Code.NotFound,
    rawMessage: "product_id: no such product",
  });
  await expect(client.getProduct({ productId: 500n })).rejects.toMatchObject({
    code: Code.Internal,
    rawMessage: "internal error",
  });
  const refused = await client.getProduct({}).catch(ConnectError.from);
  expect(refused).toMatchObject({ code: Code.InvalidArgument });
  expect(refused).toHaveProperty("rawMessage", expect.stringContaining("product_id: "));
});

test.each(transports)("%s: streams", async (_name, transport) => {
  const pieces: string[] = [];
  for await (const { body } of createClient(SalesService, transport).exportSales({})) {
    pieces.push(Buffer.from(body?.data ?? []).toString());
  }
  expect(pieces.join("")).toBe("id\n1\n2\n");
});

test.each(transports)("%s: passes the caller's deadline on", async (_name, transport) => {
  const before = Date.now();
  await createClient(CatalogService, transport).getProduct({ productId: 1n }, { timeoutMs: 5_000 });
  const deadlineMs = seen.at(-1)?.context.deadlineMs ?? 0;
  expect(deadlineMs).toBeGreaterThan(before);
  expect(deadlineMs).toBeLessThanOrEqual(Date.now() + 5_000);
});

test.each(transports)("%s: does not offer internal services", async (_name, transport) => {
  const client = createClient(CatalogFeedService, transport);
  await expect(client.resolveProducts({})).rejects.toMatchObject({ code: Code.Unimplemented });
});

test.each([
  ["Connect", createConnectTransport({ baseUrl, httpVersion: "1.1" })],
  ["gRPC-web", createGrpcWebTransport({ baseUrl, httpVersion: "1.1" })],
])("%s: no key, no answer", async (_name, transport) => {
  const client = createClient(CatalogService, transport);
  await expect(client.getProduct({ productId: 1n })).rejects.toMatchObject({
    code: Code.Unauthenticated,
  });
});

/** Posts a body to an rpc over Connect. */
function post(path: string, body: string | Buffer, contentType = "application/json") {
  const type = { "content-type": contentType };
  return app.inject({ method: "POST", url: path, headers: { ...headers, ...type }, payload: body });
}

const getProduct = "/backroom.catalog.v1.CatalogService/GetProduct";

test("takes a 64-bit number of JSON digit for digit", async () => {
  const answer = await post(getProduct, '{"productId": 9007199254740993}');
  expect(answer.json()).toMatchObject({ product: { id: "9007199254740993", price: "19.90" } });
});

test.each([
  ["1", 200],
  ["1.0", 200],
  ["1e0", 200],
  ["1.00000000000000000001", 400],
  ["0.99999999999999999999", 400],
])("takes %s for an id only if it is whole to the last digit", async (text, status) => {
  expect((await post(getProduct, `{"productId":${text}}`)).statusCode).toBe(status);
});

test.each([
  ['{"productId":"1","productId":"2"}', "productId: is given twice"],
  ['{"product":1}', 'key "product" is unknown'],
  ['{"productId":"one"}', "int64"],
  [`${"[".repeat(40)}`, "body: must not be nested deeper than 32 levels"],
  ["{", "body: is not JSON: it ends too early at character 2"],
  ["", "body: is not JSON: it ends too early at character 1"],
  ['{"productId":NaN}', 'body: is not JSON: unexpected "N" at character 14'],
  [Buffer.from('{"productId":"\xff"}', "latin1"), "body: is not valid UTF-8"],
])("refuses the body %s", async (body, message) => {
  const calls = seen.length;
  const answer = await post(getProduct, body);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "invalid_argument" });
  expect(answer.json().message).toContain(message);
  expect(seen.length).toBe(calls);
});

test("refuses bad JSON in a stream's own shape", async () => {
  const json = Buffer.from('{"format":1,"format":2}');
  const envelope = Buffer.concat([Buffer.from([0, 0, 0, 0, json.length]), json]);
  const path = "/backroom.sales.v1.SalesService/ExportSales";
  const answer = await post(path, envelope, "application/connect+json");
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('"code":"invalid_argument","message":"format: is given twice"');
});

test("takes the idempotency key from the header too", async () => {
  const url = "/backroom.catalog.v1.CatalogService/CreateCategory";
  const all = { ...headers, "content-type": "application/json", "idempotency-key": "k-1" };
  await app.inject({ method: "POST", url, headers: all, payload: '{"name":"Toys"}' });
  expect(seen.at(-1)?.request).toMatchObject({ name: "Toys", idempotencyKey: "k-1" });
  const payload = '{"name":"Toys","idempotencyKey":"k-2"}';
  const conflict = await app.inject({ method: "POST", url, headers: all, payload });
  expect(conflict.statusCode).toBe(400);
  expect(conflict.json()).toMatchObject({
    message: "idempotency_key: differs from the header Idempotency-Key",
  });
});

test.each(transports)("%s: ends a stream when the caller leaves", async (_name, transport) => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
  const leave = new AbortController();
  const stream = createClient(SalesService, transport).exportSales(
    { channel: "endless" },
    { signal: leave.signal },
  );
  for await (const _piece of stream) break;
  leave.abort();
  const context = seen.at(-1)?.context;
  while (!context?.signal.aborted) await new Promise(setImmediate);
  expect(complaint).not.toHaveBeenCalled();
  complaint.mockRestore();
});

test("refuses what is not its business", async () => {
  const unknownRpc = await post("/backroom.catalog.v1.CatalogService/Nothing", "{}");
  expect(unknownRpc.statusCode).toBe(404);
  expect(unknownRpc.json()).toMatchObject({ code: "unimplemented" });
  const wrongType = await post(getProduct, "{}", "text/plain");
  expect(wrongType.statusCode).toBe(415);
  const tooLarge = await post(getProduct, `{"productId":"${"1".repeat(2_000_000)}"}`);
  expect(tooLarge.statusCode).toBe(413);
  const tooLargeBinary = await post(getProduct, Buffer.alloc(2_000_000), "application/proto");
  expect(tooLargeBinary.statusCode).toBe(413);
  const wrongMethod = await app.inject({ method: "DELETE", url: getProduct, headers });
  expect(wrongMethod.statusCode).toBe(405);
});

test("logged an error for each failure of a service, and for nothing else", () => {
  const lines = logged().trim().split("\n");
  expect(lines).toHaveLength(transports.length);
  for (const line of lines) expect(line).toContain("secret");
});
