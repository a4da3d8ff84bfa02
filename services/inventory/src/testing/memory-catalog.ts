import { type Backend, bindService, createCallMetrics, createLog } from "@backroom/kit";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { Registry } from "prom-client";

/** A catalogue in memory whose products tests add and rename, and which they can take away. */
export interface MemoryCatalog extends Backend {
  /** Names by product id. */
  readonly names: Map<bigint, string>;
  /** `away` refuses calls, `silent` never answers them. */
  state: "here" | "away" | "silent";
  /** How many calls were made. */
  calls: number;
}

/** Makes a catalogue in memory. */
export function createMemoryCatalog(): MemoryCatalog {
  const names = new Map<bigint, string>();
  const service = bindService(
    CatalogFeedService,
    {
      async resolveProducts({ productIds }) {
        const found = productIds.filter((id) => names.has(id));
        return { products: found.map((id) => ({ id, name: names.get(id) ?? "" })) };
      },
      async *watchChanges() {
        yield { caughtUp: true };
      },
    },
    { log: createLog("catalog", "silent"), metrics: createCallMetrics(new Registry()) },
  );
  const catalog: MemoryCatalog = {
    names,
    state: "here",
    calls: 0,
    unary(method, request, context) {
      catalog.calls += 1;
      if (catalog.state === "silent") return new Promise(() => {});
      if (catalog.state === "here") return service.unary(method, request, context);
      return Promise.reject(new ConnectError("no connection", Code.Unavailable));
    },
    serverStream: (method, request, context) => service.serverStream(method, request, context),
    clientStream: (method, requests, context) => service.clientStream(method, requests, context),
  };
  return catalog;
}
