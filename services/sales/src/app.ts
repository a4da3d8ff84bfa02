import { setTimeout as sleep } from "node:timers/promises";
import {
  type App,
  type Backend,
  bindService,
  createCallMetrics,
  Hint,
  type Logger,
  migratePostgres,
  openClickhouse,
  repeat,
  Turns,
  watchPostgres,
} from "@backroom/kit";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { MirrorService } from "@backroom/proto/sales/v1/mirror_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Registry } from "prom-client";
import { followCatalogue } from "./catalogue/follow-catalogue.ts";
import { PriceAsker } from "./catalogue/price-asker.ts";
import { resolveFilter } from "./catalogue/resolve-filter.ts";
import type { SalesConfig } from "./config.ts";
import { RowCounter } from "./count/row-counter.ts";
import type { Deps } from "./deps.ts";
import { checkEpoch } from "./ledger/check-epoch.ts";
import { SaleWriter } from "./ledger/sale-writer.ts";
import { createMirrorHandlers } from "./mirror/create-mirror-handlers.ts";
import { nameDatabase } from "./mirror/migrate-mirror.ts";
import { startMirror } from "./mirror/start-mirror.ts";
import { openStore } from "./open-store.ts";
import { createRevenueHandlers } from "./revenue/create-revenue-handlers.ts";
import { resolveInMirror } from "./revenue/resolve-in-mirror.ts";
import { exportSales } from "./rpc/export-sales.ts";
import { getImport } from "./rpc/get-import.ts";
import { getSale } from "./rpc/get-sale.ts";
import { getStore } from "./rpc/get-store.ts";
import { importRows } from "./rpc/import-rows.ts";
import { importSales } from "./rpc/import-sales.ts";
import { listImportRefusals } from "./rpc/list-import-refusals.ts";
import { listSales } from "./rpc/list-sales.ts";
import { recordSale } from "./rpc/record-sale.ts";
import { recordSales } from "./rpc/record-sales.ts";
import { refundSale } from "./rpc/refund-sale.ts";
import { voidSale } from "./rpc/void-sale.ts";
import { followLedger } from "./stock/follow-ledger.ts";
import { prolongReservations } from "./stock/prolong-reservations.ts";

/** How long a start waits for the copy of the catalogue to be up to date, in milliseconds. */
const maxFirstCatchUpMs = 10_000;
/** How long when the copy holds something from before. */
const maxCatchUpMs = 1_000;
/** How often reservations are prolonged, which last for 15 minutes. */
const prolongIntervalMs = 2 * 60 * 1_000;

/** What the sales service is made of. */
export interface AppOptions {
  readonly config: SalesConfig;
  readonly log: Logger;
  readonly registry: Registry;
  readonly catalog: Backend;
  readonly inventory: Backend;
  /** Once aborted, watchers are sent away, while all other calls go on. */
  readonly stopping?: AbortSignal;
}

/** Brings the schema up to date, starts the followers, and makes the services; listens nowhere. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, log, registry, catalog, inventory } = options;
  const postgres = watchPostgres(config.databaseUrl, "sales", log);
  const { orm, pool } = await openStore(config.databaseUrl, postgres.Client);
  await migratePostgres(orm, "sales");
  const epoch = await checkEpoch(pool);
  const hint = new Hint();
  const deps: Deps = {
    orm,
    pool,
    catalog,
    inventory,
    log,
    storeTimeZone: config.storeTimeZone,
    ledgerHint: hint,
    catalogueHint: hint,
    saleWriter: new SaleWriter(pool),
    priceAsker: new PriceAsker(catalog),
    checkoutTurns: new Turns(),
    importTurns: new Turns(),
    reserveTurns: new Turns(),
    giveBackTurns: new Turns(),
  };

  const stop = new AbortController();
  const catalogue = followCatalogue(deps, stop.signal);
  const { rowCount } = await pool.query("select from sales.catalog_position");
  const maxWaitMs = rowCount ? maxCatchUpMs : maxFirstCatchUpMs;
  await Promise.race([catalogue.caughtUp, sleep(maxWaitMs, undefined, { ref: false })]);
  const stock = followLedger(
    deps,
    { databaseUrl: config.databaseUrl, Client: postgres.Client, epoch, registry },
    stop.signal,
  );
  const clickhouseUrl = nameDatabase(config.clickhouseUrl);
  const clickhouse = openClickhouse(clickhouseUrl);
  const mirror = startMirror({
    postgresUrl: config.databaseUrl,
    Client: postgres.Client,
    clickhouseUrl,
    hint,
    log,
    registry,
    inventory,
    storeTimeZone: config.storeTimeZone,
    checkIntervalMs: config.mirrorCheckIntervalMs,
  });

  const stopProlonging = repeat(
    (signal) => prolongReservations(deps, signal),
    prolongIntervalMs,
    (error) => log.warn({ err: error }, "could not prolong the reservations of sales"),
  );

  const chain = { log, metrics: createCallMetrics(registry) };
  const sales = bindService(
    SalesService,
    {
      getStore: getStore(config),
      recordSale: recordSale(deps),
      recordSales: recordSales(deps),
      getSale: getSale(deps),
      listSales: listSales(deps, new RowCounter({ clickhouse, mirror, log })),
      refundSale: refundSale(deps),
      voidSale: voidSale(deps),
      exportSales: exportSales(deps),
      importSales: importSales(deps),
      importRows: importRows(deps),
      getImport: getImport(deps),
      listImportRefusals: listImportRefusals(deps),
    },
    chain,
  );
  const revenue = bindService(
    RevenueService,
    createRevenueHandlers({
      clickhouse,
      pool,
      mirror,
      log,
      registry,
      maxCacheBytes: config.revenueCacheBytes,
      storeTimeZone: config.storeTimeZone,
      stopping: options.stopping ? AbortSignal.any([options.stopping, stop.signal]) : stop.signal,
      maxWatchesOfOne: config.maxWatchesOfOne,
      resolveFilter: resolveInMirror(clickhouse, (filter, context) =>
        resolveFilter(deps, filter, context),
      ),
    }),
    chain,
  );
  const care = bindService(MirrorService, createMirrorHandlers({ pool, mirror, hint }), chain);
  return {
    services: [sales, revenue, care],
    async close() {
      stop.abort();
      await Promise.all([catalogue.stopped, stock.stopped, mirror.stop(), stopProlonging()]);
      await clickhouse.close();
      await orm.close();
      postgres.stop();
    },
  };
}
