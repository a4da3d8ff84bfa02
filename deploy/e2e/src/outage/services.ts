import { afterEach, expect, test } from "vitest";
import { backroom } from "../testing/backroom.ts";
import { makeProduct } from "../testing/make-product.ts";
import { get, rest, send } from "../testing/rest.ts";
import { until } from "../testing/until.ts";
import { expectSoldOnce } from "./testing/expect-sold-once.ts";
import { startSelling } from "./testing/start-selling.ts";
import { type Absence, takeAway } from "./testing/take-away.ts";

const soonMs = 60_000;
const stock = 100_000;
const isSplit = backroom.form === "split";

let comeBack: (() => void) | undefined;
afterEach(() => {
  comeBack?.();
  comeBack = undefined;
});

/**
 * Lets what was taken away come back, and waits until it is ready for the gateway and, as the sales
 * service has connections of its own, until that can ask for a product that it has not seen.
 */
async function recover(): Promise<void> {
  comeBack?.();
  comeBack = undefined;
  await until(async () => expect((await rest("GET", "/readyz")).status).toBe(200), soonMs);
  const { id } = await makeProduct();
  await until(() => send("POST", "/sales", { product_id: id, quantity: 1 }), soonMs);
}

/** What several requests are answered: the code of an error, or the status. */
async function outcomes(...requests: Promise<Awaited<ReturnType<typeof rest>>>[]) {
  return (await Promise.all(requests)).map(({ status, body }) => body?.code ?? status);
}

test.runIf(isSplit).for<Absence>(["stands still", "is gone"])(
  "while the catalogue %s, sales go on and what needs it is UNAVAILABLE",
  async (absence) => {
    const product = await makeProduct();
    await send("PUT", `/inventory/${product.id}`, { stock });
    const { id, sku } = product;
    await send("POST", "/sales", { product_id: id, quantity: 1, total_amount: "9.99" });
    comeBack = takeAway("catalog", absence);
    const selling = startSelling(id);
    expect(
      await outcomes(
        rest("GET", `/products/${id}`),
        rest("GET", "/products"),
        rest("POST", "/products", { name: "While it is away", price: "1", category: "Away" }),
        rest("POST", "/sales", { product_id: 999_999_999, quantity: 1, price: "1.00" }),
        rest("POST", "/sales", { sku: "never-heard-of", quantity: 1 }),
        rest("POST", "/inventory", { product_id: 999_999_999, channel: "web", quantity: 1 }),
      ),
    ).toEqual(Array(6).fill("unavailable"));
    const bySku = await send("POST", "/sales", { sku, quantity: 1, channel: "web" });
    expect(bySku).toMatchObject({ product_id: id, price: 10 });
    expect((await get(`/inventory/${id}`)).product_id).toBe(id);
    expect((await get("/inventory?limit=1")).items).toHaveLength(1);
    await until(async () => {
      expect((await get(`/sales/revenue?group_by=year&product_id=${id}`)).length).toBe(1);
    }, soonMs);
    await until(async () => {
      expect((await rest("GET", "/readyz")).body.services).toMatchObject({
        "backroom.catalog.v1.CatalogService": "unavailable",
        "backroom.inventory.v1.InventoryService": "ready",
        "backroom.sales.v1.SalesService": "ready",
        "backroom.revenue.v1.RevenueService": "ready",
      });
    }, soonMs);
    expect((await rest("GET", "/healthz")).status).toBe(200);
    await until(async () => expect(selling.count).toBeGreaterThan(20), soonMs);
    await selling.stop();
    expect(selling.failures).toEqual([]);
    await recover();
    // What changes from now on is followed again: the new price, and a new product by its SKU.
    const { price } = await send("PATCH", `/products/${id}`, { price: "12.50" });
    await until(async () => {
      expect(await send("POST", "/sales", { sku, quantity: 1 })).toMatchObject({ price });
    }, soonMs);
    const later = await makeProduct();
    expect(await send("POST", "/sales", { sku: later.sku, quantity: 1 })).toMatchObject({
      product_id: later.id,
    });
  },
);

test.runIf(isSplit).for<Absence>(["stands still", "is gone"])(
  "while the inventory %s, sales go on, checkouts are UNAVAILABLE, and stock follows afterwards",
  async (absence) => {
    const product = await makeProduct();
    const { id } = product;
    await send("PUT", `/inventory/${id}`, { stock });
    comeBack = takeAway("inventory", absence);
    const selling = startSelling(id);
    const checkout = { product_id: id, quantity: 1, price: "1.00", require_stock: true };
    expect(
      await outcomes(
        rest("POST", "/sales", checkout),
        rest("GET", `/inventory/${id}`),
        rest("GET", "/inventory/low-stock"),
        rest("PUT", `/inventory/${id}`, { stock: 1 }),
        rest("GET", `/products/${id}`),
      ),
    ).toEqual(["unavailable", "unavailable", "unavailable", "unavailable", 200]);
    await until(async () => {
      expect((await rest("GET", "/readyz")).body.services).toMatchObject({
        "backroom.catalog.v1.CatalogService": "ready",
        "backroom.inventory.v1.InventoryService": "unavailable",
        "backroom.sales.v1.SalesService": "ready",
      });
    }, soonMs);
    await until(async () => expect(selling.count).toBeGreaterThan(20), soonMs);
    const keys = await selling.stop();
    expect(selling.failures).toEqual([]);
    await recover();
    await expectSoldOnce(id, keys, stock);
    await until(() => send("POST", "/sales", checkout), soonMs);
  },
);
