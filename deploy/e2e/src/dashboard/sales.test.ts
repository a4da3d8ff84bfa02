/// <reference lib="dom" />
import { expect } from "vitest";
import { makeProduct } from "../testing/make-product.ts";
import { get, send } from "../testing/rest.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { tabTo } from "./testing/tab-to.ts";

test("a sale is recorded by keyboard alone", async ({ open }) => {
  const product = await makeProduct({ price: "4.20" });
  const { page, problems } = await open({ path: "/sales" });
  problems.expect(/answered 4\d\d: .*RecordSale|status of 4\d\d/);
  await awaitCalm(page, "Sales");
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "Record a sale" });
  await dialog.waitFor();
  const picker = dialog.getByRole("combobox", { name: "Product" });
  await tabTo(picker);
  await page.keyboard.type(product.sku);
  await page.keyboard.press("Enter"); // It takes what is found once all that was typed is looked for.
  await expect.poll(() => picker.inputValue()).toBe(product.name);
  const pieces = dialog.getByLabel("Pieces", { exact: true });
  await tabTo(pieces);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  await expect.poll(() => pieces.getAttribute("aria-invalid")).toBe("true");
  await tabTo(pieces);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await tabTo(dialog.getByLabel("Channel"));
  await page.keyboard.type("market stall");
  await dialog.getByRole("button", { name: "Record €12.60" }).waitFor();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("row").filter({ hasText: product.name }).waitFor();
  const { items } = await get(`/sales?product_id=${product.id}`);
  expect(items).toMatchObject([{ quantity: 3, total_amount: 12.6, channel: "market stall" }]);
});

test("a sale is refunded in part by mouse, and another is voided", async ({ open }) => {
  const product = await makeProduct({ price: "10.00" });
  const [refunded, voided] = [
    await send("POST", "/sales", { product_id: product.id, quantity: 3 }),
    await send("POST", "/sales", { product_id: product.id, quantity: 1 }),
  ];
  const { page } = await open({ path: `/sales?sale=${refunded.id}` });
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Refund" }).click();
  await dialog.getByLabel("Pieces", { exact: true }).fill("2");
  await dialog.getByLabel("Reason").fill("Broken");
  await dialog.getByRole("button", { name: "Refund €20.00" }).click();
  await expect.poll(async () => (await get(`/sales?product_id=${product.id}`)).total).toBe(3);
  await dialog.getByText("Broken").first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  const row = page.getByRole("row").filter({ hasText: product.name });
  await row
    .filter({ hasNotText: /€30.00|Refund/ })
    .getByRole("link")
    .first()
    .click();
  await expect.poll(() => page.url()).toContain(`sale=${voided.id}`);
  await dialog.getByRole("button", { name: "Void" }).click();
  await dialog.getByRole("button", { name: "Void this sale" }).click();
  await dialog.getByText("it counts nowhere").waitFor();
  const [total] = await get(`/sales/revenue?group_by=year&product_id=${product.id}&fresh=true`);
  expect(total).toMatchObject({ revenue: 10, gross: 30, refunds: -20 });
});

test("the ledger's page is in the address, and another filter begins at the first", async ({
  open,
}) => {
  const { id } = await makeProduct();
  const sales = Array.from({ length: 60 }, () => ({ product_id: id, quantity: 1 }));
  await send("POST", "/sales/batch", { sales });
  const { page } = await open({ path: `/sales?product=${id}` });
  const rows = page.getByRole("table").locator("tbody").getByRole("row");
  const expectRows = (count: number) => expect.poll(() => rows.count()).toBe(count);
  await page.getByText("60 rows").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("60 rows · page 2").waitFor();
  await expectRows(10);
  await page.reload();
  await expectRows(10);
  await page.goBack();
  await expectRows(50);
  await page.goForward();
  await expectRows(10);
  await page.getByLabel("Period").selectOption("7d");
  await expectRows(50);
  expect(new URL(page.url()).searchParams.has("page")).toBe(false);
});

test("sales are exported as they are filtered", async ({ open }) => {
  const product = await makeProduct({ price: "3.00" });
  await send("POST", "/sales", { product_id: product.id, quantity: 7 });
  const { page } = await open({ path: `/sales?product=${product.id}` });
  await page.getByRole("row").filter({ hasText: product.name }).waitFor();
  await page.evaluate(() => {
    // Without it, a browser saves as a download, which can be read here.
    Reflect.deleteProperty(window, "showSaveFilePicker");
  });
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^(Export|Save|Download)/ })
    .click();
  const stream = await (await download).createReadStream();
  let text = "";
  for await (const chunk of stream) text += chunk;
  const lines = text.trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("21.00");
});
