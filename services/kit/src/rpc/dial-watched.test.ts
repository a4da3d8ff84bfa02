import {
  CatalogFeedService,
  ResolveProductsRequestSchema,
  WatchChangesRequestSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ChannelCredentials, ServerCredentials } from "@grpc/grpc-js";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { Gate } from "../testing/gate.ts";
import { bindService } from "./bind-service.ts";
import { createCallMetrics } from "./call-outcome.ts";
import { createContext } from "./create-context.ts";
import { dialWatched, type WatchedChannel } from "./dial-watched.ts";
import { serveGrpc } from "./serve-grpc.ts";

const log = createLog("test", "silent");
const { resolveProducts, watchChanges } = CatalogFeedService.method;
const context = () => createContext({ caller: { name: "test" }, timeoutMs: 60_000 });
let server: Awaited<ReturnType<typeof serveGrpc>>;
let gate: Gate;
let channel: WatchedChannel;

beforeAll(async () => {
  const feed = bindService(
    CatalogFeedService,
    {
      async resolveProducts({ skus }) {
        if (skus[0] === "slow") await new Promise((resolve) => setTimeout(resolve, 3_000));
        return {};
      },
      async *watchChanges(_request, { signal }) {
        yield { position: "1" };
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    },
    { log, metrics: createCallMetrics(new Registry()) },
  );
  server = await serveGrpc([feed], {
    host: "127.0.0.1",
    port: 0,
    token: "token",
    credentials: ServerCredentials.createInsecure(),
  });
  gate = await Gate.open(`tcp://127.0.0.1:${server.port}`);
  channel = dialWatched({
    target: `127.0.0.1:${gate.port}`,
    token: "token",
    credentials: ChannelCredentials.createInsecure(),
    services: [CatalogFeedService],
    log,
  });
});
afterAll(async () => {
  channel?.close();
  await gate?.shut();
  await server?.drain(1_000);
});

/** Makes a call, and answers `ok` or the code of what went wrong. */
function ask(sku = "any"): Promise<Code | "ok"> {
  const request = create(ResolveProductsRequestSchema, { skus: [sku] });
  return channel.unary(resolveProducts, request, context()).then(
    () => "ok" as const,
    (error) => ConnectError.from(error).code,
  );
}

test("a slow answer of a service that lives is waited for", async () => {
  expect(await ask("slow")).toBe("ok");
});

test("calls and streams end as UNAVAILABLE when a service stands still, and go on when it does", async () => {
  const request = create(WatchChangesRequestSchema, {});
  const stream = channel.serverStream(watchChanges, request, context())[Symbol.asyncIterator]();
  expect((await stream.next()).value).toMatchObject({ position: "1" });
  gate.stand(true);
  const next = stream.next().catch((error: unknown) => ConnectError.from(error).code);
  expect(await Promise.all([ask(), ask(), next])).toEqual(Array(3).fill(Code.Unavailable));
  expect(await Promise.all(Array.from({ length: 50 }, () => ask()))).toEqual(
    Array(50).fill(Code.Unavailable),
  );
  gate.stand(false);
  await vi.waitFor(async () => expect(await ask()).toBe("ok"), 20_000);
});

test("a connection that has died without a word is replaced", async () => {
  const dead = gate;
  expect(await ask()).toBe("ok");
  dead.stand(true);
  expect(await ask()).toBe(Code.Unavailable);
  // What went by the old connections is lost for ever; new ones get through.
  const before = dead.count;
  dead.freeze();
  await vi.waitFor(async () => expect(await ask()).toBe("ok"), 20_000);
  expect(dead.count).toBeGreaterThan(before);
});
