import { testContext } from "@backroom/kit/testing";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, catalogue, refusalOf, stock } = sales;

test("refuses a checkout while the inventory is away, and no other sale", async () => {
  stock.isAway = true;
  const sale = { productId: 1n, quantity: 1 };
  expect(await refusalOf(call("recordSale", { ...sale, requireStock: true }))).toContain(
    "Unavailable the inventory",
  );
  await call("recordSale", sale);
  stock.isAway = false;
});

test("asks an inventory that is away once a batch", async () => {
  stock.isAway = true;
  const asked = stock.askedCount;
  const checkout = { productId: 1n, quantity: 1, requireStock: true };
  const { results } = await call("recordSales", {
    sales: [checkout, { productId: 1n, quantity: 1 }, checkout, checkout],
  });
  expect(results.map(({ result }) => result.value)).toMatchObject([
    { code: "unavailable", message: expect.stringMatching(/^sales\[0\]: the inventory/) },
    { quantity: 1 },
    { code: "unavailable" },
    { code: "unavailable" },
  ]);
  expect(stock.askedCount).toBe(asked + 1);
  stock.isAway = false;
});

test("lets many checkouts of all or nothing pass that share a key", async () => {
  await expect.poll(() => sales.isFollowed(), { timeout: 30_000 }).toBe(true);
  catalogue.put(21n, {});
  stock.onHand.set(21n, 30n);
  const sold = (index: number) => ({
    sales: [
      { productId: 21n, quantity: 1, requireStock: true, idempotencyKey: "shared-checkout" },
      { productId: 21n, quantity: 1, requireStock: true, idempotencyKey: `checkout-${index}` },
    ],
    allOrNothing: true,
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => call("recordSales", sold(index))),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(29);
  await expect.poll(() => stock.onHand.get(21n), { timeout: 30_000 }).toBe(0n);
  expect(stock.reservations.size).toBe(0);
});

test("gives back what was set aside when the buyer leaves before the sale", async () => {
  catalogue.put(22n, {});
  stock.onHand.set(22n, 5n);
  const abort = new AbortController();
  stock.onReserve = () => abort.abort();
  const checkout = { productId: 22n, quantity: 6, requireStock: true };
  const more = { productId: 22n, quantity: 2, requireStock: true };
  const batch = { sales: [more, checkout], allOrNothing: true };
  const context = { ...testContext(), signal: abort.signal };
  expect(await refusalOf(call("recordSales", batch, undefined, context))).toMatch(/./);
  stock.onReserve = undefined;
  expect(stock.available(22n)).toBe(5n);
});
