import { createLog, Hint } from "@backroom/kit";
import { Registry } from "prom-client";
import { afterEach, beforeEach } from "vitest";
import { type Mirror, type MirrorOptions, startMirror } from "../mirror/start-mirror.ts";
import { openTestStores, type TestStores } from "./open-test-stores.ts";
import { recordCatalogue } from "./record-entries.ts";
import { startProxy, type UnreliableProxy } from "./start-proxy.ts";

/** Gives each test of a file its own stores, and mirrors that are stopped when it ends. */
export function useMirrors() {
  let stores: TestStores;
  let proxy: UnreliableProxy;
  let running: Mirror[] = [];

  beforeEach(async () => {
    stores = await openTestStores();
    proxy = await startProxy(stores.clickhouseUrl);
    await recordCatalogue(stores.pool, { categories: 2, products: 4 });
  });
  afterEach(async () => {
    await Promise.all(running.map((mirror) => mirror.stop()));
    running = [];
    await proxy.close();
    await stores.close();
  });

  return {
    get stores() {
      return stores;
    },
    /** Stands between the mirrors and ClickHouse. */
    get proxy() {
      return proxy;
    },
    /** Starts a mirror that reaches ClickHouse through the proxy. */
    start(options: Partial<MirrorOptions> = {}): Mirror & { readonly registry: Registry } {
      const registry = new Registry();
      const mirror = startMirror({
        postgresUrl: stores.postgresUrl,
        clickhouseUrl: proxy.url,
        hint: new Hint(),
        log: createLog("test", "silent"),
        registry,
        writeExpiryMs: 1_500,
        ...options,
      });
      running.push(mirror);
      return { ...mirror, registry };
    },
    /** Asks ClickHouse itself. */
    async ask<Row>(query: string): Promise<Row[]> {
      const answer = await stores.clickhouse.query({ query, format: "JSONCompactEachRow" });
      return answer.json<Row>();
    },
  };
}
