import {
  type App,
  type Backend,
  bindService,
  createCallMetrics,
  Hint,
  type Logger,
  limitStreams,
  listenForChanges,
  repeat,
  Turns,
  watchPostgres,
} from "@backroom/kit";
import { InventoryFeedService } from "@backroom/proto/inventory/v1/feed_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import type { Registry } from "prom-client";
import type { InventoryConfig } from "./config.ts";
import { restampRestoredItems } from "./feed/restamp-restored-items.ts";
import { forgetExpired } from "./forget-expired.ts";
import { openInventory } from "./open-inventory.ts";
import { askCatalog } from "./products.ts";
import { adjustItem } from "./rpc/adjust-item.ts";
import { applyMovements } from "./rpc/apply-movements.ts";
import { createItem } from "./rpc/create-item.ts";
import { getItem } from "./rpc/get-item.ts";
import { getProductStock } from "./rpc/get-product-stock.ts";
import { listHistory } from "./rpc/list-history.ts";
import { listItemChanges } from "./rpc/list-item-changes.ts";
import { listItems } from "./rpc/list-items.ts";
import { listLowStockItems } from "./rpc/list-low-stock-items.ts";
import { listLowStockProducts } from "./rpc/list-low-stock-products.ts";
import { prolongReservations } from "./rpc/prolong-reservations.ts";
import { releaseReservation } from "./rpc/release-reservation.ts";
import { reserveStock } from "./rpc/reserve-stock.ts";
import { setItemQuantity } from "./rpc/set-item-quantity.ts";
import { setProductStock } from "./rpc/set-product-stock.ts";
import { updateItem } from "./rpc/update-item.ts";
import { watchLowStock } from "./rpc/watch-low-stock.ts";

const forgetIntervalMs = 60 * 60 * 1000;

/** What the service is made of. */
export interface InventoryDeps {
  readonly config: Pick<InventoryConfig, "databaseUrl" | "maxWatchesOfOne">;
  readonly log: Logger;
  readonly registry: Registry;
  /** Where CatalogFeedService is called: in this process or another. */
  readonly catalog: Backend;
  /** Once aborted, watchers are sent away, while all other calls go on. */
  readonly stopping?: AbortSignal;
}

/** Makes the inventory service with its schema brought up to date; it does not listen. */
export async function createApp({
  config,
  log,
  registry,
  catalog,
  stopping,
}: InventoryDeps): Promise<App> {
  const postgres = watchPostgres(config.databaseUrl, "the inventory", log);
  const orm = await openInventory(config.databaseUrl, postgres.Client);
  if (await restampRestoredItems(orm.em)) {
    log.warn("the inventory was restored from a copy: its feed begins anew");
  }
  const deps = { em: orm.em, products: askCatalog(catalog, log), turns: new Turns() };
  const pool = await orm.em.getConnection().getNativeClient();
  const happened = new Hint();
  const stop = new AbortController();
  const listening = listenForChanges(pool, "low_stock_event", happened, log, stop.signal);
  const chain = { log, metrics: createCallMetrics(registry) };
  const inventory = bindService(
    InventoryService,
    {
      listItems: listItems(deps),
      createItem: createItem(deps),
      getItem: getItem(deps),
      setItemQuantity: setItemQuantity(deps),
      updateItem: updateItem(deps),
      adjustItem: adjustItem(deps),
      getProductStock: getProductStock(deps),
      setProductStock: setProductStock(deps),
      listHistory: listHistory(deps),
      listLowStockItems: listLowStockItems(deps),
      watchLowStock: limitStreams(
        watchLowStock(deps, {
          happened,
          stopping: stopping ? AbortSignal.any([stopping, stop.signal]) : stop.signal,
        }),
        config.maxWatchesOfOne,
      ),
      listLowStockProducts: listLowStockProducts(deps),
    },
    chain,
  );
  const stock = bindService(
    StockService,
    {
      applyMovements: applyMovements(deps),
      reserveStock: reserveStock(deps),
      releaseReservation: releaseReservation(deps),
      prolongReservations: prolongReservations(deps),
    },
    chain,
  );
  const feed = bindService(InventoryFeedService, { listItemChanges: listItemChanges(deps) }, chain);
  const stopForgetting = repeat(
    (signal) => forgetExpired(orm.em, signal),
    forgetIntervalMs,
    (error) => log.warn({ err: error }, "could not delete what has expired"),
  );
  return {
    services: [inventory, stock, feed],
    async close() {
      stop.abort();
      await stopForgetting();
      await listening;
      await orm.close();
      postgres.stop();
    },
  };
}
