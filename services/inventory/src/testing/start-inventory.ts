import { type App, type Backend, createLog, routeBackends } from "@backroom/kit";
import { createTestDatabase, testContext } from "@backroom/kit/testing";
import {
  InventoryService,
  type WatchLowStockRequestSchema,
  type WatchLowStockResponse,
} from "@backroom/proto/inventory/v1/inventory_pb";
import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import type { MikroORM, SqlEntityManager } from "@mikro-orm/postgresql";
import { Registry } from "prom-client";
import { afterAll, beforeAll } from "vitest";
import { createApp } from "../app.ts";
import { openInventory } from "../open-inventory.ts";
import { createMemoryCatalog, type MemoryCatalog } from "./memory-catalog.ts";

type Call = <I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
) => Promise<MessageShape<O>>;

/** The inventory service of one test file, on a database of its own. */
export interface TestInventory {
  readonly catalog: MemoryCatalog;
  /** Makes a call. */
  readonly call: Call;
  /** Makes a call that must fail, and answers `code: message`. */
  readonly fail: (...of: Parameters<Call>) => Promise<string>;
  /** Makes a call to a second process of the service, on the same database. */
  readonly callOther: Call;
  /** Watches low stock until the signal is aborted. */
  readonly watch: (
    request: MessageInitShape<typeof WatchLowStockRequestSchema>,
    signal: AbortSignal,
  ) => AsyncIterator<WatchLowStockResponse>;
  /** Stops the service itself, leaving its database. */
  readonly stop: () => Promise<void>;
  /** Adds a product to the catalogue and answers its id. */
  readonly addProduct: (name?: string) => bigint;
  /** Makes an item of a new product on a channel, and answers its id. */
  readonly addItem: (
    quantity: bigint,
    channel?: string,
    reorderLevel?: bigint,
  ) => Promise<{ id: string; productId: bigint }>;
  /** The URL of the database, once the tests run. */
  readonly databaseUrl: () => string;
  /** Another way to the same database, once the tests run. */
  readonly entityManager: () => SqlEntityManager;
  /** Asks the database; `?` stands for a value. */
  readonly query: <Row>(text: string, values?: unknown[]) => Promise<Row[]>;
}

/** Starts the service for the tests of the file that calls this, and stops it after them. */
export function startInventory(): TestInventory {
  const catalog = createMemoryCatalog();
  let databaseUrl = "";
  let app: App | undefined;
  let other: Promise<App> | undefined;
  let startApp: () => Promise<App> = () => Promise.reject(new Error("the tests do not run yet"));
  let orm: MikroORM | undefined;
  let lastProduct = 0n;

  beforeAll(async () => {
    databaseUrl = await createTestDatabase("inventory", async (url) => {
      await (await openInventory(url)).close();
    });
    const log = createLog("inventory", "silent");
    orm = await openInventory(databaseUrl);
    startApp = () =>
      createApp({
        config: { databaseUrl, maxWatchesOfOne: 100 },
        log,
        registry: new Registry(),
        catalog,
      });
    app = await startApp();
  });
  afterAll(async () => {
    await app?.close();
    await (await other)?.close();
    await orm?.close();
  });

  /** The services of one of the two processes. */
  function reach(process: App | undefined): Backend {
    return routeBackends(
      new Map(process?.services.map((service) => [service.desc.typeName, service])),
    );
  }
  const call: Call = (method, request) =>
    reach(app).unary(method, create(method.input, request), testContext());
  const callOther: Call = async (method, request) => {
    other ??= startApp();
    return reach(await other).unary(method, create(method.input, request), testContext());
  };
  const inventory = {
    catalog,
    call,
    callOther,
    watch(request: MessageInitShape<typeof WatchLowStockRequestSchema>, signal: AbortSignal) {
      const method = InventoryService.method.watchLowStock;
      const context = { ...testContext(), signal };
      const responses = reach(app).serverStream(method, create(method.input, request), context);
      return responses[Symbol.asyncIterator]();
    },
    async stop() {
      await app?.close();
      app = undefined;
    },
    async fail(...of: Parameters<Call>) {
      const error = await call(...of).then(
        () => new Error("the call did not fail"),
        (thrown: unknown) => thrown,
      );
      if (error instanceof ConnectError) return error.message;
      throw error;
    },
    addProduct(name = "Teapot") {
      lastProduct += 1n;
      catalog.names.set(lastProduct, name);
      return lastProduct;
    },
    async addItem(quantity: bigint, channel = "default", reorderLevel = 0n) {
      const productId = inventory.addProduct();
      const { createItem } = InventoryService.method;
      const { item } = await call(createItem, { productId, channel, quantity, reorderLevel });
      return { id: item?.id ?? "", productId };
    },
    databaseUrl: () => databaseUrl,
    entityManager() {
      if (!orm) throw new Error("the tests do not run yet");
      return orm.em;
    },
    async query<Row>(text: string, values: unknown[] = []) {
      return (await orm?.em.fork().execute<Row[]>(text, values)) ?? [];
    },
  };
  return inventory;
}
