import { type App, createLog, routeBackends } from "@backroom/kit";
import { createTestDatabase, testContext } from "@backroom/kit/testing";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
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
  /** Adds a product to the catalogue and answers its id. */
  readonly addProduct: (name?: string) => bigint;
  /** Makes an item of a new product on a channel, and answers its id. */
  readonly addItem: (
    quantity: bigint,
    channel?: string,
  ) => Promise<{ id: string; productId: bigint }>;
  /** Another way to the same database, once the tests run. */
  readonly entityManager: () => SqlEntityManager;
  /** Asks the database; `?` stands for a value. */
  readonly query: <Row>(text: string, values?: unknown[]) => Promise<Row[]>;
}

/** Starts the service for the tests of the file that calls this, and stops it after them. */
export function startInventory(): TestInventory {
  const catalog = createMemoryCatalog();
  let app: App | undefined;
  let orm: MikroORM | undefined;
  let lastProduct = 0n;

  beforeAll(async () => {
    const databaseUrl = await createTestDatabase("inventory", async (url) => {
      await (await openInventory(url)).close();
    });
    const log = createLog("inventory", "silent");
    orm = await openInventory(databaseUrl);
    app = await createApp({ config: { databaseUrl }, log, registry: new Registry(), catalog });
  });
  afterAll(async () => {
    await app?.close();
    await orm?.close();
  });

  const call: Call = (method, request) => {
    const services = new Map(app?.services.map((service) => [service.desc.typeName, service]));
    return routeBackends(services).unary(method, create(method.input, request), testContext());
  };
  const inventory = {
    catalog,
    call,
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
    async addItem(quantity: bigint, channel = "default") {
      const productId = inventory.addProduct();
      const { createItem } = InventoryService.method;
      const { item } = await call(createItem, { productId, channel, quantity });
      return { id: item?.id ?? "", productId };
    },
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
