import {
  type App,
  bindService,
  createCallMetrics,
  forgetResults,
  Hint,
  type Logger,
  LossLog,
  listenForChanges,
  migratePostgres,
  openOrm,
  repeat,
  watchPostgres,
} from "@backroom/kit";
import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import type { Registry } from "prom-client";
import { migrations } from "../migrations/index.ts";
import type { CatalogConfig } from "./config.ts";
import { Category } from "./entities/category.ts";
import { Product } from "./entities/product.ts";
import { restampRestoredRows } from "./feed/restamp-restored-rows.ts";
import { createCategory } from "./rpc/create-category.ts";
import { createProduct } from "./rpc/create-product.ts";
import { deleteCategory } from "./rpc/delete-category.ts";
import { deleteProduct } from "./rpc/delete-product.ts";
import { getCategory } from "./rpc/get-category.ts";
import { getProduct } from "./rpc/get-product.ts";
import { listCategories } from "./rpc/list-categories.ts";
import { listProducts } from "./rpc/list-products.ts";
import { resolveProducts } from "./rpc/resolve-products.ts";
import { updateCategory } from "./rpc/update-category.ts";
import { updateProduct } from "./rpc/update-product.ts";
import { watchChanges } from "./rpc/watch-changes.ts";
import { LiveIndex } from "./search/live-index.ts";

const forgetIntervalMs = 3_600_000;
/** How often the search index is brought up to date, so that those who ask it have little to add. */
const catchUpIntervalMs = 250;

/** What the catalogue is made of. */
export interface CatalogDeps {
  readonly config: Pick<CatalogConfig, "databaseUrl">;
  readonly log: Logger;
  readonly registry: Registry;
  /** Once aborted, followers of the feed are sent away, while all other calls go on. */
  readonly stopping?: AbortSignal;
}

/** Makes the catalogue: brings its schema up to date and binds its rpcs; does not listen. */
export async function createApp({ config, log, registry, stopping }: CatalogDeps): Promise<App> {
  const postgres = watchPostgres(config.databaseUrl, "the catalogue", log);
  const orm = await openOrm({
    url: config.databaseUrl,
    Client: postgres.Client,
    schema: "catalog",
    entities: [Category, Product],
    migrations,
  });
  try {
    await migratePostgres(orm, "catalog");
    if (await restampRestoredRows(orm.em))
      log.warn("restored to another cluster: the feed begins anew");
  } catch (error) {
    await orm.close(true);
    postgres.stop();
    throw error;
  }
  const { em } = orm;
  const pool = await em.getConnection().getNativeClient();
  const changed = new Hint();
  const stop = new AbortController();
  const listening = listenForChanges(pool, "catalog_changed", changed, log, stop.signal);
  const stopForgetting = repeat(
    (signal) => forgetResults(em.fork(), signal),
    forgetIntervalMs,
    (error) => log.warn({ err: error }, "could not forget old idempotency keys"),
  );
  const live = new LiveIndex(pool, log);
  const losses = new LossLog({
    log,
    lost: "could not bring the search index up to date: searches may read every product",
    regained: "the search index is up to date again",
  });
  const stopCatchingUp = repeat(
    (signal) => live.catchUp(signal).then(() => losses.regained()),
    catchUpIntervalMs,
    (error) => losses.lost(error),
  );

  const chain = { log, metrics: createCallMetrics(registry) };
  const catalog = bindService(
    CatalogService,
    {
      listCategories: listCategories(pool),
      createCategory: createCategory(em),
      getCategory: getCategory(pool),
      updateCategory: updateCategory(em),
      deleteCategory: deleteCategory(em),
      listProducts: listProducts(pool, live),
      createProduct: createProduct(em),
      getProduct: getProduct(pool),
      updateProduct: updateProduct(em),
      deleteProduct: deleteProduct(em),
    },
    chain,
  );
  const feed = bindService(
    CatalogFeedService,
    {
      resolveProducts: resolveProducts(pool),
      watchChanges: watchChanges(pool, {
        changed,
        stopping: stopping ? AbortSignal.any([stopping, stop.signal]) : stop.signal,
      }),
    },
    chain,
  );
  return {
    services: [catalog, feed],
    async close() {
      stop.abort();
      await Promise.all([listening, stopForgetting(), stopCatchingUp()]);
      live.dispose();
      await orm.close(true);
      postgres.stop();
    },
  };
}
