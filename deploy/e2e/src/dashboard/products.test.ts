/// <reference lib="dom" />
import { expect } from "vitest";
import { makeProduct, uniqueName } from "../testing/make-product.ts";
import { get, send } from "../testing/rest.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { tabTo } from "./testing/tab-to.ts";

test("a product is created, found and changed by keyboard alone", async ({ open }) => {
  const { page, problems } = await open({ path: "/products" });
  problems.expect(/answered 400: .*CreateProduct|status of 400/);
  await awaitCalm(page, "Products");
  const name = uniqueName("Keyboard tea");
  const category = uniqueName("Category");
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New product" });
  await dialog.waitFor();
  await page.keyboard.type(name);
  await tabTo(dialog.getByLabel("Price"));
  await page.keyboard.type("twelve");
  await page.keyboard.press("Enter");
  // The server's rule stands at the field, and the first field it refuses has the focus.
  const price = dialog.getByLabel("Price");
  await expect.poll(() => price.getAttribute("aria-invalid")).toBe("true");
  await tabTo(price);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("12.5");
  await tabTo(dialog.getByLabel("Category", { exact: true }));
  await page.keyboard.press("End");
  await tabTo(dialog.getByLabel("Name of the new category"));
  await page.keyboard.type(category);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });

  await page.keyboard.press("/");
  await page.keyboard.type(name);
  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByText("€12.50").waitFor();
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  expect(new URL(page.url()).searchParams.get("q")).toBe(name);
  await tabTo(row.getByRole("button", { name: `Edit ${name}` }));
  await page.keyboard.press("Enter");
  const edit = page.getByRole("dialog", { name: `Edit ${name}` });
  await tabTo(edit.getByLabel("Price"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("13.00");
  await page.keyboard.press("Enter");
  await row.getByText("€13.00").waitFor();
  // What was in hand is in hand again.
  await expect.poll(() => page.locator(":focus").getAttribute("aria-label")).toBe(`Edit ${name}`);
  const { items } = await get(`/products?q=${encodeURIComponent(name)}`);
  expect(items).toMatchObject([{ name, price: 13, category }]);
});

test("a product is archived by mouse, and that is undone", async ({ open }) => {
  const product = await makeProduct();
  const { page } = await open({ path: `/products?q=${encodeURIComponent(product.name)}` });
  const row = page.getByRole("row").filter({ hasText: product.name });
  await row.getByRole("button", { name: `Archive ${product.name}` }).click();
  await row.waitFor({ state: "hidden" });
  await expect.poll(async () => (await get(`/products/${product.id}`)).archived).toBe(true);
  await page.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();
  await expect.poll(async () => (await get(`/products/${product.id}`)).archived).toBeFalsy();
});

test("a change of what somebody else changed meanwhile is refused and explained", async ({
  open,
}) => {
  const product = await makeProduct({ price: "5.00" });
  const { page, problems } = await open({
    path: `/products?q=${encodeURIComponent(product.name)}`,
  });
  problems.expect(/answered 4\d\d: .*UpdateProduct|status of 4\d\d/);
  await page.getByRole("button", { name: `Edit ${product.name}` }).click();
  await send("PATCH", `/products/${product.id}`, { price: "6.00" });
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Description").fill("Typed by hand");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Somebody changed it meanwhile.").waitFor();
  await dialog.getByText("€6.00").waitFor();
  expect((await get(`/products/${product.id}`)).description ?? "").toBe("");
  await dialog.getByRole("button", { name: "Keep what I typed" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await get(`/products/${product.id}`)).toMatchObject({
    price: 6,
    description: "Typed by hand",
  });
});
