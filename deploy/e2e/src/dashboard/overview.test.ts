/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { addAmounts } from "../testing/amount.ts";
import { makeProduct } from "../testing/make-product.ts";
import { type Json, rest, send } from "../testing/rest.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { readAmount, readTerms } from "./testing/read-figures.ts";
import { tabTo } from "./testing/tab-to.ts";

/** What a figure of the overview says. */
async function readFigure(page: Page, name: string): Promise<string> {
  return readAmount((await readTerms(page.getByRole("region", { name: "Figures" })))[name] ?? "");
}

test("a sale recorded elsewhere moves the figures without a reload", async ({ open }) => {
  const product = await makeProduct({ price: "7.25" });
  const { page } = await open({ path: "/?period=today" });
  await awaitCalm(page, "Overview");
  await page.evaluate(() => {
    document.body.dataset.loaded = "once";
  });
  for (const quantity of [2, 1]) {
    const before = {
      revenue: await readFigure(page, "Net revenue"),
      units: await readFigure(page, "Units"),
    };
    await send("POST", "/sales", { product_id: product.id, quantity });
    const added = quantity === 2 ? "14.50" : "7.25";
    await expect
      .poll(() => readFigure(page, "Net revenue"))
      .toBe(addAmounts([before.revenue, added]));
    await expect
      .poll(() => readFigure(page, "Units"))
      .toBe(addAmounts([before.units, `${quantity}`]));
  }
  const latest = page.getByRole("region", { name: "Latest sales" });
  await latest.getByText(product.name).first().waitFor();
  expect(await page.evaluate(() => document.body.dataset.loaded)).toBe("once");
});

test("low stock is told where it is looked for", async ({ open }) => {
  const product = await makeProduct();
  const { page } = await open();
  const low = page.getByRole("region", { name: "Low stock" }).first();
  await low.getByRole("link").click();
  await awaitCalm(page, "Inventory");
  await send("POST", "/inventory", {
    product_id: product.id,
    channel: "web",
    quantity: 6,
    reorder_level: 5,
  });
  await send("POST", "/sales", { product_id: product.id, quantity: 1, channel: "web" });
  await page.getByRole("main").getByText(product.name).first().waitFor();
});

test("the period is chosen by keyboard, stands in the address, and Back takes it back", async ({
  open,
}) => {
  const { page } = await open({ path: "/?period=7d" });
  await awaitCalm(page, "Overview");
  const period = page.getByRole("combobox", { name: "Period" });
  await tabTo(period);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => new URL(page.url()).searchParams.get("period")).toBe("30d");
  await awaitCalm(page, "Overview");
  const start = new Date(Date.now() - 29 * 86_400_000).toISOString().slice(0, 10);
  const { exact } = await rest(
    "GET",
    `/sales/revenue?group_by=year&start_date=${start}&fresh=true`,
  );
  const units = addAmounts(exact.map((year: Json) => year.units));
  await expect.poll(() => readFigure(page, "Units")).toBe(units);
  await page.goBack();
  await expect.poll(() => period.inputValue()).toBe("7d");
  await page.reload();
  await expect.poll(() => period.inputValue()).toBe("7d");
});
