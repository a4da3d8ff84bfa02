import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, stock } = sales;

/** Waits until stock has followed every row. */
const followed = () => expect.poll(() => sales.isFollowed()).toBe(true);
const sell = (quantity: number, more = {}) =>
  call("recordSale", { productId: 1n, quantity, channel: "web", ...more });

test("moves stock by sales, restocked refunds and voids", async () => {
  const first = stock.applied.length;
  const { sale } = await sell(5);
  const saleId = sale?.id ?? 0n;
  await call("refundSale", { saleId, quantity: 1 });
  const back = await call("refundSale", { saleId, quantity: 2, restock: true });
  const { sale: mistake } = await sell(3);
  const undone = await call("voidSale", { saleId: mistake?.id ?? 0n });
  const { sale: old } = await sell(7, { historical: true });
  await call("voidSale", { saleId: old?.id ?? 0n });
  await followed();
  expect(
    stock.applied
      .slice(first)
      .map((movement) => [movement.saleId, movement.changeQty, movement.reason]),
  ).toEqual([
    [saleId, -5n, 8],
    [back.sale?.id, 2n, 9],
    [mistake?.id, -3n, 8],
    [undone.sale?.id, 3n, 10],
  ]);
  expect(stock.applied.at(-1)).toMatchObject({
    productId: 1n,
    channel: "web",
    actor: "test",
    refundOf: mistake?.id,
  });
});

test("does not lose a sale whose transaction commits after a later id", async () => {
  await followed();
  const late = await sales.pool.connect();
  await late.query("begin");
  const { rows } = await late.query(
    `insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, recorded_by)
     values ('SALE', 1, 'late', 1, 1, 1, now(), 'test') returning id`,
  );
  const lateId = BigInt(rows[0].id);
  const { sale } = await sell(1);
  expect(sale?.id).toBeGreaterThan(lateId);
  // The follower must have looked in the meantime: it looks after every hint.
  await sell(1);
  expect(stock.applied.some(({ saleId }) => saleId === lateId)).toBe(false);
  await late.query("commit");
  late.release();
  await followed();
  expect(stock.applied.some(({ saleId }) => saleId === lateId)).toBe(true);
  expect(stock.applied.some(({ saleId }) => saleId === sale?.id)).toBe(true);
});

test("goes on from where it was, and resends harmlessly what it is not sure of", async () => {
  await followed();
  const { rows } = await sales.pool.query("select epoch, xid, id from sales.stock_position");
  await sell(1);
  await followed();
  const count = stock.applied.length;
  const repeated = stock.repeatedCount;
  await sales.restart();
  await sell(1);
  await followed();
  expect(stock.applied).toHaveLength(count + 1);
  expect(stock.repeatedCount).toBe(repeated);

  // As if it had died after the inventory had answered and before the position was kept.
  await sales.pool.query("update sales.stock_position set epoch = $1, xid = $2, id = $3", [
    rows[0].epoch,
    rows[0].xid,
    rows[0].id,
  ]);
  await sales.restart();
  await expect.poll(() => stock.repeatedCount).toBe(repeated + 2);
  await followed();
  expect(stock.applied).toHaveLength(count + 1);
});

test("catches up when the inventory comes back", async () => {
  stock.isAway = true;
  const before = stock.onHand.get(1n) ?? 0n;
  for (let index = 0; index < 5; index++) await sell(1);
  await expect.poll(() => sales.isFollowed()).toBe(false);
  stock.isAway = false;
  await followed();
  expect(stock.onHand.get(1n)).toBe(before - 5n);
});

test("follows again after its connection was cut", async () => {
  await followed();
  await sales.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  const before = stock.onHand.get(1n) ?? 0n;
  await expect
    .poll(() =>
      sell(1).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await followed();
  expect(stock.onHand.get(1n)).toBe(before - 1n);
});

test("goes on after a restore to a server with lower transaction ids", async () => {
  await followed();
  await sales.pool.query("update sales.epoch set system_identifier = system_identifier - 1");
  await sales.pool.query("update sales.sale set xid = '9000000000000000000'");
  await sales.pool.query(
    "update sales.stock_position set xid = '9000000000000000000', id = (select max(id) from sales.sale)",
  );
  await sales.restart();
  const count = stock.applied.length;
  const { sale } = await sell(1);
  await followed();
  const { rows } = await sales.pool.query("select epoch from sales.sale where id = $1", [sale?.id]);
  expect(rows[0].epoch).toBe(2);
  expect(stock.applied.slice(count).map(({ saleId }) => saleId)).toEqual([sale?.id]);
});
