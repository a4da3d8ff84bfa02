/// <reference lib="dom" />
import { expect } from "vitest";
import { makeItem } from "../testing/make-item.ts";
import { makeProduct } from "../testing/make-product.ts";
import { get, send } from "../testing/rest.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { tabTo } from "./testing/tab-to.ts";

test("stock is adjusted with a reason by mouse, and its history tells of it", async ({ open }) => {
  const { product, item } = await makeItem({ quantity: 20 });
  const { page } = await open({ path: `/inventory?product=${product.id}` });
  await page.getByRole("button", { name: `Change stock of ${product.name} on web` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Change", { exact: true }).fill("-3");
  await dialog.getByLabel("Reason").selectOption({ label: "Damaged" });
  await dialog.getByLabel("Comment").fill("Fell from the shelf");
  await dialog.getByRole("button", { name: "Change stock" }).click();
  await dialog.waitFor({ state: "hidden" });
  const row = page.getByRole("row").filter({ hasText: product.name });
  await row.getByRole("cell", { name: "17", exact: true }).waitFor();
  const { items } = await get(`/inventory/${item.id}/history`);
  expect(items[0]).toMatchObject({ change_qty: -3, reason: "DAMAGED", quantity: 17 });
  await row.getByRole("link", { name: product.name }).click();
  await page.getByText("Fell from the shelf").first().waitFor();
});

test("a counted quantity is set by keyboard; one that is outdated is refused and explained", async ({
  open,
}) => {
  const { product, item } = await makeItem({ quantity: 20 });
  const { page, problems } = await open({ path: `/inventory?product=${product.id}` });
  problems.expect(/answered 4\d\d: .*SetItemQuantity|status of 4\d\d/);
  await awaitCalm(page, "Inventory");
  await tabTo(page.getByRole("button", { name: `Change stock of ${product.name} on web` }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await tabTo(dialog.getByRole("radio", { name: "Add or take" }));
  await page.keyboard.press("ArrowRight");
  await send("POST", `/inventory/${item.id}/adjustments`, { change_qty: 5, reason: "RECEIVED" });
  await tabTo(dialog.getByLabel("Quantity"));
  await page.keyboard.type("19");
  await page.keyboard.press("Enter");
  await dialog.getByText("It was 20 and is 25 now").waitFor();
  expect((await get(`/inventory/${item.id}`)).quantity).toBe(25);
  await tabTo(dialog.getByRole("button", { name: "Keep my count" }));
  await page.keyboard.press("Enter");
  await tabTo(dialog.getByRole("button", { name: "Set stock" }));
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  expect((await get(`/inventory/${item.id}`)).quantity).toBe(19);
});

test("stock of a product begins to be tracked, with what the server refuses at its field", async ({
  open,
}) => {
  const product = await makeProduct();
  const { page, problems } = await open({ path: "/inventory" });
  problems.expect(/answered 4\d\d: .*CreateItem|status of 4\d\d/);
  await awaitCalm(page, "Inventory");
  await page.getByRole("button", { name: "New item" }).click();
  const dialog = page.getByRole("dialog", { name: "New item" });
  await dialog.getByRole("combobox", { name: "Product" }).fill(product.sku);
  await dialog.getByRole("option", { name: product.name }).click();
  await dialog.getByLabel("Channel").fill("web");
  await dialog.getByLabel("Quantity").fill("many");
  await dialog.getByRole("button", { name: "Create item" }).click();
  await expect.poll(() => dialog.getByLabel("Quantity").getAttribute("aria-invalid")).toBe("true");
  await dialog.getByLabel("Quantity").fill("4");
  await dialog.getByLabel("Reorder level").fill("4");
  await dialog.getByRole("button", { name: "Create item" }).click();
  await dialog.waitFor({ state: "hidden" });
  const { items } = await get(`/inventory?product_id=${product.id}`);
  expect(items).toMatchObject([{ channel: "web", quantity: 4, reorder_level: 4 }]);
});
