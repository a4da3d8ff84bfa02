import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";
import { prolongReservations } from "./prolong-reservations.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, pool, stock } = sales;

/** Makes it so that all sales were recorded ten minutes ago. */
const age = () =>
  pool.query("update sales.sale set recorded_at = recorded_at - interval '10 minutes'");

test("a sale that the stock cannot follow for long keeps its pieces", {
  timeout: 120_000,
}, async () => {
  stock.onHand.set(1n, 10n);
  await call("recordSale", { productId: 1n, quantity: 1, requireStock: true });
  await expect.poll(() => sales.isFollowed()).toBe(true);
  await age();
  const older = await pool.connect();
  try {
    await older.query("begin; select pg_current_xact_id()");
    const { sale } = await call("recordSale", { productId: 1n, quantity: 2, requireStock: true });
    const { rows } = await pool.query<{ reservation_id: string }>(
      "select reservation_id from sales.sale where id = $1",
      [sale?.id],
    );
    await call("recordSale", { productId: 1n, quantity: 3 });
    await prolongReservations({ inventory: stock.backend, pool }, AbortSignal.timeout(60_000));
    expect(stock.prolonged).toEqual([]);
    await age();
    await sales.restart(); // It looks at once, and then every two minutes.
    await expect.poll(() => stock.prolonged).toEqual([rows[0]?.reservation_id]);
  } finally {
    await older.query("rollback");
    older.release();
  }
  await expect.poll(() => sales.isFollowed()).toBe(true);
  expect(stock.reservations.size).toBe(0);
  await prolongReservations({ inventory: stock.backend, pool }, AbortSignal.timeout(60_000));
  expect(stock.prolonged).toHaveLength(1);
});
