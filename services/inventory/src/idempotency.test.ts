import { createLog, routeBackends } from "@backroom/kit";
import { Gate, testContext } from "@backroom/kit/testing";
import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { create, type DescMethodUnary, equals, type MessageInitShape } from "@bufbuild/protobuf";
import { sql } from "kysely";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";
import { forgetExpired } from "./forget-expired.ts";
import { checkHistory } from "./testing/check-history.ts";
import { startInventory } from "./testing/start-inventory.ts";

const inventory = startInventory();
const { addItem, addProduct, call, callOther, catalog, entityManager, fail, query } = inventory;
const { adjustItem, createItem, setItemQuantity, setProductStock, updateItem } =
  InventoryService.method;

type Fields = Readonly<Record<string, unknown>>;
interface Write {
  readonly method: DescMethodUnary;
  /** A request about a new product that lies on channel default, 10 pieces. */
  readonly make: (item: { id: string; productId: bigint }) => Fields;
  /** What makes another request of it. */
  readonly other: Fields;
  /** Changes of quantity that it makes, when done once. */
  readonly changes: number;
}

const reason = Reason.RECEIVED;
const writes: readonly (readonly [string, Write])[] = (
  [
    {
      method: createItem,
      make: ({ productId }) => ({ productId, channel: "web", quantity: 4n }),
      other: { quantity: 5n },
      changes: 1,
    },
    {
      method: setItemQuantity,
      make: ({ id }) => ({ inventoryId: id, quantity: 4n, expectedQuantity: 10n }),
      other: { comment: "other" },
      changes: 1,
    },
    {
      method: setProductStock,
      make: ({ productId }) => ({ productId, stock: 4n, expectedStock: 10n }),
      other: { stock: 5n },
      changes: 1,
    },
    {
      method: adjustItem,
      make: ({ id }) => ({ inventoryId: id, changeQty: 4n, reason }),
      other: { changeQty: 5n },
      changes: 1,
    },
    {
      method: updateItem,
      make: ({ id }) => ({ inventoryId: id, reorderLevel: 4n }),
      other: { reorderLevel: 5n },
      changes: 0,
    },
  ] satisfies Write[]
).map((write) => [write.method.name, write]);

const countChanges = async (productId: bigint) =>
  (await query("select from history where product_id = ?", [productId])).length - 1;

test("every rpc that writes takes an idempotency key", () => {
  const names = InventoryService.methods
    .filter((method) => method.input.fields.some((field) => field.name === "idempotency_key"))
    .map((method) => method.name);
  expect(names.sort()).toEqual(writes.map(([name]) => name).sort());
});

test.each(writes)(
  "%s with a key is done once, however often and wherever it is asked",
  async (name, write) => {
    const item = await addItem(10n);
    const request = { ...write.make(item), idempotencyKey: `once-${name}` };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 ? callOther : call)(write.method, request),
      ),
    );
    await call(updateItem, { inventoryId: item.id, reorderLevel: 77n });
    answers.push(await callOther(write.method, request));
    const [first] = answers;
    for (const answer of answers) {
      expect(first && equals(write.method.output, first, answer)).toBe(true);
    }
    expect(await countChanges(item.productId)).toBe(write.changes);
    expect(await fail(write.method, { ...request, ...write.other })).toBe(
      "[already_exists] idempotency_key: was used before with another request",
    );
    const other = writes.find(([each]) => each !== name)?.[1] ?? write;
    const elsewhere = { ...other.make(await addItem(10n)), idempotencyKey: `once-${name}` };
    expect(await fail(other.method, elsewhere)).toContain("[already_exists] idempotency_key");
  },
);

test.each(writes)(
  "%s is not held to a key whose first attempt was refused",
  async (name, write) => {
    const item = await addItem(10n);
    const request = { ...write.make(item), idempotencyKey: `refused-${name}` };
    await query(
      "alter table idempotency_key add constraint unlucky check (response is null) not valid",
    );
    await fail(write.method, request);
    await query("alter table idempotency_key drop constraint unlucky");
    expect(await countChanges(item.productId)).toBe(0);
    await call(write.method, { ...request, ...write.other });
    expect(await countChanges(item.productId)).toBe(write.changes);
  },
);

test("a key is kept for a day and more, and forgotten later", async () => {
  const { id } = await addItem(10n);
  const request = { inventoryId: id, changeQty: 1n, reason, idempotencyKey: "aged" };
  const age = (hours: number) =>
    query("update idempotency_key set recorded_at = now() - make_interval(hours => ?)", [hours]);
  await call(adjustItem, request);
  await age(47);
  await forgetExpired(entityManager());
  await call(adjustItem, request);
  expect(await checkHistory(inventory, id)).toHaveLength(2);
  await age(49);
  await forgetExpired(entityManager());
  await call(adjustItem, request);
  expect(await checkHistory(inventory, id)).toHaveLength(3);
});

test("when the first dies half-way before its commit, one that waits for it does the work", async () => {
  const { id } = await addItem(10n);
  const request = { inventoryId: id, changeQty: 3n, reason, idempotencyKey: "half-way" };
  const waiting = `select pid, query from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like ?`;
  let second: Promise<unknown> | undefined;
  await entityManager()
    .fork()
    .transactional(async (transaction) => {
      await sql`select from item where id = ${id} for update`.execute(transaction.getKysely());
      const first = fail(adjustItem, request);
      // It has taken the key and waits for the item.
      await expect
        .poll(() => query(waiting, ["%for update%"]), { timeout: 30_000 })
        .toHaveLength(1);
      second = callOther(adjustItem, request);
      await expect
        .poll(() => query(waiting, ["%idempotency_key%"]), { timeout: 30_000 })
        .toHaveLength(1);
      const [{ pid } = { pid: 0 }] = await query<{ pid: number }>(waiting, ["%for update%"]);
      await query("select pg_terminate_backend(?)", [pid]);
      expect(await first).toBe("[unavailable] a store cannot be reached just now");
    });
  expect(await second).toMatchObject({ item: { quantity: 13n } });
  expect(await call(adjustItem, request)).toMatchObject({ item: { quantity: 13n } });
  expect(await checkHistory(inventory, id)).toHaveLength(2);
});

test("when the first dies between its commit and the answer, a retry answers its result", async () => {
  const { id } = await addItem(10n);
  const gate = await Gate.open(inventory.databaseUrl());
  const log = createLog("inventory", "silent");
  const config = { databaseUrl: gate.url, maxWatchesOfOne: 100 };
  const app = await createApp({ config, log, registry: new Registry(), catalog });
  const services = new Map(app.services.map((service) => [service.desc.typeName, service]));
  const ask = (request: MessageInitShape<typeof adjustItem.input>) =>
    routeBackends(services).unary(adjustItem, create(adjustItem.input, request), testContext());
  try {
    const request = { inventoryId: id, changeQty: 3n, reason, idempotencyKey: "answer-lost" };
    gate.muteAfter("commit");
    const lost = ask(request).catch(String);
    await expect.poll(() => checkHistory(inventory, id)).toHaveLength(2);
    gate.cut();
    expect(await lost).toContain("[unavailable] a store cannot be reached just now");
    await call(adjustItem, { inventoryId: id, changeQty: 1n, reason });
    expect(await ask(request)).toMatchObject({ item: { quantity: 13n } });
    expect(await checkHistory(inventory, id)).toHaveLength(3);
  } finally {
    await app.close();
    await gate.shut();
  }
});

test("a retry is answered although the catalogue, or the product, has gone since", async () => {
  const productId = addProduct();
  const request = { productId, quantity: 2n, idempotencyKey: "gone" };
  const { item } = await call(createItem, request);
  try {
    catalog.state = "away";
    expect((await call(createItem, request)).item).toMatchObject({ id: item?.id });
  } finally {
    catalog.state = "here";
  }
  catalog.names.delete(productId);
  expect((await call(createItem, request)).item).toMatchObject({ id: item?.id });
});
