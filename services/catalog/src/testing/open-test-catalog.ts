import { createLog, routeBackends } from "@backroom/kit";
import { createTestDatabase, testContext } from "@backroom/kit/testing";
import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { CatalogFeedService, type WatchChangesResponse } from "@backroom/proto/catalog/v1/feed_pb";
import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Pool } from "pg";
import { Registry } from "prom-client";
import { createApp } from "../app.ts";

const log = createLog("test", "silent");

/** Starts a catalogue on a database. */
function start(databaseUrl: string) {
  return createApp({ config: { databaseUrl }, log, registry: new Registry() });
}

/** Opens a catalogue on an empty database of its own; its rpcs are called in memory. */
export async function openTestCatalog() {
  const url = await createTestDatabase("catalog", async (template) =>
    (await start(template)).close(),
  );
  const app = await start(url);
  const backend = routeBackends(
    new Map(app.services.map((service) => [service.desc.typeName, service])),
  );
  const pool = new Pool({ connectionString: url, options: "-c search_path=catalog", max: 4 });

  /** Calls an rpc. */
  function call<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
  ): Promise<MessageShape<O>> {
    return backend.unary(method, create(method.input, request), testContext());
  }

  return {
    app,
    url,
    /** Connections of the service's role, for what no rpc does. */
    pool,
    call,
    /** Adds a product in the category `Things` unless said otherwise. */
    async addProduct(
      request: MessageInitShape<typeof CatalogService.method.createProduct.input> = {},
    ): Promise<Product> {
      const { product } = await call(CatalogService.method.createProduct, {
        name: "Thing",
        price: "1",
        ...(request.categoryId ? {} : { category: "Things" }),
        ...request,
      });
      if (!product) throw new Error("no product in the response");
      return product;
    },
    /** Follows the feed from a position until the signal is aborted. */
    watch(position: string, signal: AbortSignal): AsyncIterator<WatchChangesResponse> {
      const method = CatalogFeedService.method.watchChanges;
      const context = { ...testContext(), signal };
      return backend
        .serverStream(method, create(method.input, { position }), context)
        [Symbol.asyncIterator]();
    },
    async close(): Promise<void> {
      await app.close();
      await pool.end();
    },
  };
}

/** A catalogue that a test has opened. */
export type TestCatalog = Awaited<ReturnType<typeof openTestCatalog>>;
