import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { forgetExpired } from "../forget-expired.ts";
import { checkHistory } from "../testing/check-history.ts";
import { insist } from "../testing/insist.ts";
import { startInventory } from "../testing/start-inventory.ts";

const inventory = startInventory();
const { addItem, addProduct, call, callOther, entityManager, fail, query } = inventory;
const { createItem, getItem } = InventoryService.method;
const { applyMovements, releaseReservation, reserveStock } = StockService.method;

/** A reservation of some pieces on channel web. */
function wish(productId: bigint, quantity: bigint, reservationId = crypto.randomUUID()) {
  return { reservationId, productId, channel: "web", quantity };
}

let lastSale = 0n;
/** The sale that a reservation was made for. */
function sale({ reservationId, productId, channel, quantity }: ReturnType<typeof wish>) {
  lastSale += 1n;
  const reason = Reason.SALE;
  return { saleId: lastSale, productId, channel, changeQty: -quantity, reason, reservationId };
}

/** Lets a reservation expire. */
const expire = (reservationId: string) =>
  query("update reservation set expires_at = now() - interval '1 second' where id = ?", [
    reservationId,
  ]);

test("of 200 buyers of 50 pieces, at two processes, exactly 50 get one", {
  timeout: 60_000,
}, async () => {
  const { id, productId } = await addItem(50n);
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      insist(index % 2 ? callOther : call)(reserveStock, wish(productId, 1n)).then(() => 1, String),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 1)).toHaveLength(50);
  expect(new Set(outcomes)).toEqual(
    new Set([1, "ConnectError: [failed_precondition] quantity: 1 asked for, 0 available"]),
  );
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 50n, reserved: 50n, available: 0n });
});

test("reserves once for an id, also when asked at the same moment", async () => {
  const { id, productId } = await addItem(3n);
  const request = wish(productId, 2n);
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(reserveStock, request)));
  expect(answers.map((answer) => answer.inventoryId)).toEqual(Array(8).fill(id));
  expect((await call(getItem, { inventoryId: id })).item?.reserved).toBe(2n);
  expect(await fail(reserveStock, { ...request, quantity: 1n })).toContain(
    "[already_exists] reservation_id",
  );
});

test("takes the channel's own item, else default, else says that there is none", async () => {
  const { id, productId } = await addItem(3n);
  expect((await call(reserveStock, wish(productId, 1n))).inventoryId).toBe(id);
  const { item } = await call(createItem, { productId, channel: "web", quantity: 1n });
  expect((await call(reserveStock, wish(productId, 1n))).inventoryId).toBe(item?.id);
  expect(await fail(reserveStock, wish(productId, 1n))).toContain("[failed_precondition] quantity");
  const bare = addProduct();
  expect(await fail(reserveStock, wish(bare, 1n))).toBe(
    `[failed_precondition] product_id: product ${bare} has no item on channel web nor on default`,
  );
});

test("frees what has expired, for others and for the same id, and forgets it", async () => {
  const { id, productId } = await addItem(1n);
  const request = wish(productId, 1n);
  await call(reserveStock, request);
  await expire(request.reservationId);
  expect((await call(getItem, { inventoryId: id })).item?.available).toBe(1n);
  await call(reserveStock, request);
  expect((await call(getItem, { inventoryId: id })).item?.available).toBe(0n);
  await expire(request.reservationId);
  const other = wish(productId, 1n);
  await call(reserveStock, other);
  expect(await fail(reserveStock, request)).toContain("[failed_precondition] quantity");
});

test("of 80 buyers who each reserve and then buy, as many as there are pieces do", {
  timeout: 60_000,
}, async () => {
  const { id, productId } = await addItem(30n);
  const outcomes = await Promise.all(
    Array.from({ length: 80 }, async () => {
      const request = wish(productId, 1n);
      const reserved = await insist(call)(reserveStock, request).then(
        () => true,
        () => false,
      );
      if (!reserved) return 0;
      return (await insist(call)(applyMovements, { movements: [sale(request)] })).applied;
    }),
  );
  expect(outcomes.reduce((sum, applied) => sum + applied, 0)).toBe(30);
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 0n, reserved: 0n, available: 0n });
});

test("asking again for pieces that a sale has used up takes none, for 48 hours", async () => {
  const { id, productId } = await addItem(10n);
  const request = wish(productId, 4n);
  await call(reserveStock, request);
  await call(applyMovements, { movements: [sale(request)] });
  expect((await call(reserveStock, request)).inventoryId).toBe(id);
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 6n, reserved: 0n, available: 6n });
  expect(await fail(reserveStock, { ...request, quantity: 1n })).toBe(
    "[already_exists] reservation_id: is that of another product or quantity",
  );
  for (const [hours, reserved] of [
    [47, 0n],
    [49, 4n],
  ] as const) {
    await query("update used_reservation set used_at = now() - make_interval(hours => ?)", [hours]);
    await forgetExpired(entityManager());
    await call(reserveStock, request);
    expect((await call(getItem, { inventoryId: id })).item?.reserved).toBe(reserved);
  }
});

test("a sale that comes after its reservation has expired is applied, and its pieces used up", async () => {
  for (const isForgotten of [false, true]) {
    const { id, productId } = await addItem(1n);
    const request = wish(productId, 1n);
    await call(reserveStock, request);
    await expire(request.reservationId);
    if (isForgotten) await forgetExpired(entityManager());
    const other = wish(productId, 1n);
    await call(reserveStock, other);
    expect((await call(applyMovements, { movements: [sale(request)] })).applied).toBe(1);
    await call(reserveStock, request);
    const { item } = await call(getItem, { inventoryId: id });
    expect(item).toMatchObject({ quantity: 0n, reserved: 1n, available: -1n });
    await call(releaseReservation, other);
    expect((await call(getItem, { inventoryId: id })).item?.available).toBe(0n);
  }
});

test("what was released is reserved anew, for its sale was not made", async () => {
  const { id, productId } = await addItem(1n);
  const request = wish(productId, 1n);
  await call(reserveStock, request);
  await call(releaseReservation, request);
  const other = wish(productId, 1n);
  await call(reserveStock, other);
  expect(await fail(reserveStock, request)).toContain("[failed_precondition] quantity");
  await call(releaseReservation, other);
  await call(reserveStock, request);
  expect((await call(getItem, { inventoryId: id })).item?.reserved).toBe(1n);
});

test("asking again while the sale is applied leaves nothing reserved", {
  timeout: 60_000,
}, async () => {
  const { id, productId } = await addItem(100n);
  const requests = Array.from({ length: 40 }, () => wish(productId, 2n));
  for (const request of requests) await call(reserveStock, request);
  await Promise.all(
    requests.flatMap((request) => [
      insist(call)(reserveStock, request),
      insist(callOther)(applyMovements, { movements: [sale(request)] }),
      insist(callOther)(reserveStock, request),
    ]),
  );
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 20n, reserved: 0n, available: 20n });
  await checkHistory(inventory, id);
});
