import { once } from "node:events";
import {
  CatalogFeedService,
  ResolveProductsRequestSchema,
  WatchChangesRequestSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  ChannelCredentials,
  Client,
  Metadata,
  ServerCredentials,
  type ServiceError,
} from "@grpc/grpc-js";
import { Registry } from "prom-client";
import { afterAll, expect, test } from "vitest";
import { createLog } from "../log.ts";
import { bindService } from "./bind-service.ts";
import { createCallMetrics } from "./call-outcome.ts";
import { createContext } from "./create-context.ts";
import { dialGrpc } from "./dial-grpc.ts";
import { notFound } from "./errors.ts";
import { serveGrpc } from "./serve-grpc.ts";

const metrics = createCallMetrics(new Registry());
const log = createLog("test", "silent");
const feed = bindService(
  CatalogFeedService,
  {
    async resolveProducts(request, context) {
      if (request.skus[0] === "missing") throw notFound("skus[0]", "no such product");
      if (request.skus[0] === "broken") throw new Error("secret detail");
      if (request.skus[0] === "slow") await once(context.signal, "abort");
      if (request.skus[0] === "late") {
        throw Object.assign(new Error("canceling statement"), { code: "57014" });
      }
      const product = { id: 7n, name: context.caller.name, sku: request.skus[0] };
      if (request.skus[0] !== "a thousand") return { products: [product] };
      return { products: Array(1_000).fill({ ...product, description: "𝄞".repeat(10_000) }) };
    },
    async *watchChanges(_request, context) {
      for (let position = 0; !context.signal.aborted; position++) {
        yield { position: String(position) };
      }
    },
  },
  { log, metrics },
);
const server = await serveGrpc([feed], {
  host: "127.0.0.1",
  port: 0,
  token: "right",
  credentials: ServerCredentials.createInsecure(),
});
const dial = (token: string) =>
  dialGrpc({
    target: `127.0.0.1:${server.port}`,
    token,
    credentials: ChannelCredentials.createInsecure(),
    services: [CatalogFeedService],
  });
const channel = dial("right");
const stranger = dial("wrong");
const { resolveProducts, watchChanges } = CatalogFeedService.method;
const context = () => createContext({ caller: { name: "Zoë" }, timeoutMs: 60_000 });
const asking = (...skus: string[]) => create(ResolveProductsRequestSchema, { skus });

afterAll(async () => {
  channel.close();
  stranger.close();
  await server.drain(1_000);
});

/** The error that a promise is rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<ConnectError> {
  return ConnectError.from(
    await promise.then(
      () => expect.unreachable(),
      (reason) => reason,
    ),
  );
}

test.each([
  ["in this process", feed],
  ["over gRPC", channel],
])("answers alike %s", async (_name, backend) => {
  const response = await backend.unary(resolveProducts, asking("A-1"), context());
  expect(response.products[0]).toMatchObject({ id: 7n, name: "Zoë", sku: "A-1" });

  const missing = await failureOf(backend.unary(resolveProducts, asking("missing"), context()));
  expect([missing.code, missing.rawMessage]).toEqual([Code.NotFound, "skus[0]: no such product"]);

  const broken = await failureOf(backend.unary(resolveProducts, asking("broken"), context()));
  expect([broken.code, broken.rawMessage]).toEqual([Code.Internal, "internal error"]);

  const invalid = await failureOf(backend.unary(resolveProducts, asking(""), context()));
  expect([invalid.code, invalid.rawMessage]).toEqual([
    Code.InvalidArgument,
    "skus[0]: must be 1 to 64 characters without NUL",
  ]);
  expect(invalid.details).toHaveLength(1);
});

test.each([
  ["in this process", feed],
  ["over gRPC", channel],
])("streams until the caller leaves %s", async (_name, backend) => {
  const abort = new AbortController();
  const positions: string[] = [];
  const request = create(WatchChangesRequestSchema);
  const leaving = createContext({ caller: { name: "test" }, signal: abort.signal });
  for await (const change of backend.serverStream(watchChanges, request, leaving)) {
    positions.push(change.position);
    if (positions.length === 3) break;
  }
  abort.abort();
  expect(positions).toEqual(["0", "1", "2"]);
});

test("refuses a call without the internal token", async () => {
  const error = await failureOf(stranger.unary(resolveProducts, asking("A-1"), context()));
  expect(error.code).toBe(Code.Unauthenticated);
});

test("refuses a call whose deadline has passed", async () => {
  const late = createContext({ caller: { name: "test" }, timeoutMs: -1 });
  expect((await failureOf(feed.unary(resolveProducts, asking("A"), late))).code).toBe(
    Code.DeadlineExceeded,
  );
});

test("says of a deadline that it has passed, and neither where nor in which statement", async () => {
  const soon = createContext({ caller: { name: "test" }, timeoutMs: 50 });
  for (const error of [
    await failureOf(channel.unary(resolveProducts, asking("slow"), soon)),
    await failureOf(channel.unary(resolveProducts, asking("late"), context())),
  ]) {
    expect([error.code, error.rawMessage]).toEqual([
      Code.DeadlineExceeded,
      "the deadline has passed",
    ]);
  }
});

test("a call that may take for ever reaches another process", async () => {
  const forever = { ...context(), deadlineMs: Number.MAX_SAFE_INTEGER };
  const response = await channel.unary(resolveProducts, asking("A-2"), forever);
  expect(response.products[0]).toMatchObject({ sku: "A-2" });
});

test("says of very many broken rules only the first, for a status must fit into gRPC's headers", async () => {
  const many = asking(...Array.from({ length: 1_000 }, () => ""));
  const error = await failureOf(channel.unary(resolveProducts, many, context()));
  expect(error.code).toBe(Code.InvalidArgument);
  expect(error.rawMessage).toMatch(/^skus\[0\]: .*; skus\[9\]: [^;]*; and more$/);
  const after = await channel.unary(resolveProducts, asking("a"), context());
  expect(after.products).toHaveLength(1);
});

test.each([
  ["bytes that are no message", Buffer.from([0x0a, 0xff]), "Zo%C3%AB", /^body: is not a .*Request/],
  ["text that is not UTF-8", Buffer.from([0x12, 0x01, 0xff]), "Zo%C3%AB", /^body: is not a/],
  ["a caller that is not encoded", Buffer.alloc(0), "100%", /^x-backroom-caller: must be/],
  ["a caller with NUL in its name", Buffer.alloc(0), "a%00", /^x-backroom-caller: must be/],
])("refuses %s", async (_name, bytes, caller, message) => {
  const client = new Client(`127.0.0.1:${server.port}`, ChannelCredentials.createInsecure());
  const metadata = new Metadata();
  metadata.set("authorization", "Bearer right");
  metadata.set("x-backroom-caller", caller);
  const error = await new Promise<ServiceError | null>((resolve) => {
    const path = `/${CatalogFeedService.typeName}/${resolveProducts.name}`;
    client.makeUnaryRequest(
      path,
      (b: Buffer) => b,
      (b) => b,
      bytes,
      metadata,
      resolve,
    );
  });
  client.close();
  expect(error).toMatchObject({
    code: Code.InvalidArgument,
    details: expect.stringMatching(message),
  });
});

test("the longest list there can be, 1000 products with all that may be said of them, arrives", async () => {
  const { products } = await channel.unary(resolveProducts, asking("a thousand"), context());
  expect(products).toHaveLength(1_000);
});

test("a stream that outlasts the drain ends as UNAVAILABLE", async () => {
  const other = await serveGrpc([feed], {
    host: "127.0.0.1",
    port: 0,
    token: "right",
    credentials: ServerCredentials.createInsecure(),
  });
  const way = dialGrpc({
    target: `127.0.0.1:${other.port}`,
    token: "right",
    credentials: ChannelCredentials.createInsecure(),
    services: [CatalogFeedService],
  });
  const unbounded = { ...context(), deadlineMs: Number.MAX_SAFE_INTEGER };
  const stream = way.serverStream(watchChanges, create(WatchChangesRequestSchema), unbounded);
  let drained: Promise<void> | undefined;
  const readAll = async () => {
    for await (const _response of stream) drained ??= other.drain(100);
  };
  expect((await failureOf(readAll())).code).toBe(Code.Unavailable);
  await drained;
  way.close();
});
