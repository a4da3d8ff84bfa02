/// <reference lib="dom" />
import { expect } from "vitest";
import { makeProduct } from "../testing/make-product.ts";
import { get } from "../testing/rest.ts";
import { runImport } from "../testing/run-import.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { dropFile } from "./testing/drop-file.ts";
import { readTerms } from "./testing/read-figures.ts";
import { tabTo } from "./testing/tab-to.ts";

test("a CSV file is dropped and imported, and what is refused is told by line and field", async ({
  open,
}) => {
  const product = await makeProduct();
  const { sku } = product;
  const { page } = await open({ path: "/sales" });
  await awaitCalm(page, "Sales");
  const lines = [
    "order_ref,sku,channel,quantity,unit_price,total_amount,sale_date",
    `1,${sku},web,2,6.50,13.00,2009-01-31`,
    `2,${sku},web,none,6.50,6.50,2009-02-01`,
    `3,${sku},amazon,1,6.50,5.75,2009-02-01`,
    `4,no-such-sku,web,1,1.00,1.00,2009-02-02`,
    `5,${sku},web,1,6.50,6.50,31.2.2009`,
  ];
  await dropFile(page.getByRole("main"), `${sku}.csv`, `${lines.join("\n")}\n`);
  const dialog = page.getByRole("dialog", { name: "Import sales" });
  await dialog
    .getByText(/^Will be refused/)
    .first()
    .waitFor();
  await tabTo(dialog.getByRole("button", { name: "Import", exact: true }));
  await page.keyboard.press("Enter");
  await dialog.getByText("was imported, but for the rows below").waitFor();
  expect(await readTerms(dialog)).toMatchObject({ Added: "2", Refused: "3" });
  const refusals = dialog.getByRole("table");
  for (const [line, field] of [
    ["3", "quantity"],
    ["5", "sku"],
    ["6", "sale_date"],
  ] as const) {
    const row = refusals.getByRole("row").filter({
      has: page.getByRole("cell", { name: line, exact: true }),
    });
    expect((await row.allInnerTexts()).join().replaceAll(" ", "_")).toContain(field);
  }
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the refused rows" }).click();
  let saved = "";
  for await (const chunk of await (await download).createReadStream()) saved += chunk;
  for (const line of [2, 4, 5]) expect(saved).toContain(lines[line]);
  expect(saved).not.toContain(lines[1]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  const { items } = await get(`/sales?product_id=${product.id}`);
  const totals = items.map(({ total_amount }: { total_amount: number }) => total_amount);
  expect(totals.sort()).toEqual([13, 5.75]);

  await dropFile(page.getByRole("main"), `${sku}.csv`, `${lines.join("\n")}\n`);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText(/was imported/).waitFor();
  expect((await get(`/sales?product_id=${product.id}`)).total).toBe(2);
});

test("the command goes on with an import that the page began, and the page with the command's", async ({
  open,
}) => {
  const { id, sku } = await makeProduct();
  const rowCount = 3_000; // Two chunks of the page, whichever limit they meet.
  const head = "Receipt,sku,quantity,price,When\n";
  const rows = Array.from({ length: rowCount }, (_, at) => `R${at},${sku},1,1.25,2008-04-01\n`);
  const text = head + rows.join("");
  const { page, problems } = await open({ path: "/sales" });
  problems.expect(/net::ERR_FAILED/); // The second chunk is not let through.
  await awaitCalm(page, "Sales");
  const dialog = page.getByRole("dialog", { name: "Import sales" });
  const begin = async () => {
    await dropFile(page.getByRole("main"), "receipts.csv", text);
    await dialog.getByLabel("Read When as").selectOption("sale_date");
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
  };
  let callCount = 0;
  await page.route(/ImportRows$/, (route) => (++callCount > 2 ? route.abort() : route.continue()));
  await begin();
  await dialog.getByText("Waiting for the server").waitFor();
  await dialog.getByRole("button", { name: "Cancel import" }).click();
  await dialog.getByText("was stopped").waitFor();
  const sent = (await get(`/sales?product_id=${id}`)).total;
  expect(sent).toBeGreaterThan(1_000);
  expect(sent).toBeLessThan(rowCount);
  await page.keyboard.press("Escape");
  await page.unroute(/ImportRows$/);

  const command = await runImport(["--sales", "-", "--map", "sale_date=When"], text);
  expect(command.stdout).toContain(`going on after line ${sent + 1},`);
  expect(command.summary.sales).toEqual([rowCount, rowCount - sent, 0, sent, 0, 0]);

  await begin();
  await dialog.getByText("was imported before").waitFor();
  expect(await readTerms(dialog)).toMatchObject({ Added: "3,000", Unchanged: "0", Refused: "0" });
  expect((await get(`/sales?product_id=${id}`)).total).toBe(rowCount);
});
