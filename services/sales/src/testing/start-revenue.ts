import { bindService, createCallMetrics, createLog, Hint, openClickhouse } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { create, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { Registry } from "prom-client";
import { type MirrorOptions, startMirror } from "../mirror/start-mirror.ts";
import { createRevenueHandlers } from "../revenue/create-revenue-handlers.ts";
import { openTestStores } from "./open-test-stores.ts";
import { startProxy } from "./start-proxy.ts";

type Method = typeof RevenueService.method;

/** Starts RevenueService for a test file, on stores of its own, with ClickHouse behind a proxy. The options are the mirror's. */
export async function startRevenue(options: Partial<MirrorOptions> = {}) {
  const stores = await openTestStores();
  const proxy = await startProxy(stores.clickhouseUrl);
  const clickhouse = openClickhouse(proxy.url);
  const log = createLog("test", "silent");
  const registry = new Registry();
  const mirror = startMirror({
    postgresUrl: stores.postgresUrl,
    clickhouseUrl: proxy.url,
    hint: new Hint(),
    log,
    registry,
    pollMs: 20,
    writeExpiryMs: 1_000,
    ...options,
  });
  const stopping = new AbortController();
  await mirror.waitUntilFresh(AbortSignal.timeout(60_000));
  const service = bindService(
    RevenueService,
    createRevenueHandlers({
      clickhouse,
      pool: stores.pool,
      mirror,
      log,
      registry,
      maxCacheBytes: 2 ** 24,
      storeTimeZone: "UTC",
      stopping: stopping.signal,
      maxWatchesOfOne: 3,
      resolveFilter: async ({ productIds, categoryIds }) => ({ productIds, categoryIds }),
    }),
    { log, metrics: createCallMetrics(registry) },
  );

  /** Calls an rpc. */
  function call<K extends keyof Method>(
    name: K,
    request: MessageInitShape<Method[K]["input"]>,
    context = testContext(),
  ): Promise<MessageShape<Method[K]["output"]>> {
    const method = RevenueService.method[name] as Method["getRevenue"];
    const message = create(method.input, request as MessageInitShape<typeof method.input>);
    return service.unary(method, message, context) as Promise<MessageShape<Method[K]["output"]>>;
  }

  return {
    /** Sends watchers away. */
    stopping,
    stores,
    proxy,
    mirror,
    call,
    /** Watches the summary of a range until the signal is aborted. */
    watch(
      request: MessageInitShape<Method["watchRevenue"]["input"]>,
      signal: AbortSignal,
    ): AsyncIterator<MessageShape<Method["watchRevenue"]["output"]>> {
      const method = RevenueService.method.watchRevenue;
      const context = { ...testContext(), signal };
      const stream = service.serverStream(method, create(method.input, request), context);
      return stream[Symbol.asyncIterator]();
    },
    /** The message of the error that an rpc throws. */
    async refusal<K extends keyof Method>(
      name: K,
      request: MessageInitShape<Method[K]["input"]>,
    ): Promise<string> {
      const answer = await call(name, request).catch((error: unknown) => ConnectError.from(error));
      if (!(answer instanceof ConnectError)) throw new Error(`${name} was not refused`);
      return answer.message;
    },
    async close() {
      await mirror.stop();
      await clickhouse.close();
      await proxy.close();
      await stores.close();
    },
  };
}
