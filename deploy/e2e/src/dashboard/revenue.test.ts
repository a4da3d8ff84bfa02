/// <reference lib="dom" />
import { expect } from "vitest";
import { amount } from "../testing/amount.ts";
import { makeProduct } from "../testing/make-product.ts";
import { get, send } from "../testing/rest.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { readAmount, readTable } from "./testing/read-figures.ts";
import { tabTo } from "./testing/tab-to.ts";

/** Sells a product in three months of 2011 on two channels. */
async function sellIn2011() {
  const product = await makeProduct();
  for (const [day, channel, total] of [
    ["2011-03-05", "web", "10.01"],
    ["2011-03-06", "shop", "20.02"],
    ["2011-05-31", "web", "0.0005"],
  ] as const) {
    await send("POST", "/sales", {
      product_id: product.id,
      quantity: 1,
      total_amount: total,
      price: "30",
      sale_date: day,
      channel,
    });
  }
  await get(`/sales/revenue?group_by=year&product_id=${product.id}&fresh=true`);
  return product;
}

const range = "from=2011-01-01&to=2011-12-31";

test("granularity and segments are chosen by keyboard, and the table has the chart's digits", async ({
  open,
}) => {
  const product = await sellIn2011();
  const { page } = await open({ path: `/revenue?${range}&by=year&product=${product.id}` });
  await awaitCalm(page, "Revenue");
  const granularity = page.getByRole("combobox", { name: "Granularity" });
  await tabTo(granularity);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => new URL(page.url()).searchParams.get("by")).toBe("month");
  const segment = page.getByRole("combobox", { name: "Segment by" });
  await tabTo(segment);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => new URL(page.url()).searchParams.get("segment")).toBe("channel");
  const table = page.getByRole("table", { name: "Revenue of each period" });
  await expect.poll(async () => (await readTable(table)).length).toBe(12);
  await expect.poll(async () => Object.keys((await readTable(table))[0] ?? {})).toContain("web");
  const rows = await readTable(table);
  const march = rows[2] ?? {};
  expect(readAmount(march.Revenue ?? "")).toBe("30.03");
  expect(readAmount(march.web ?? "")).toBe("10.01");
  expect(readAmount(march.shop ?? "")).toBe("20.02");
  expect(readAmount(rows[4]?.Revenue ?? "")).toBe("0.0005");
  const chart = page.getByRole("slider", { name: /^Net revenue by/ });
  await tabTo(chart);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect
    .poll(() => page.getByRole("region", { name: "Net revenue" }).textContent())
    .toContain("€30.03");
});

test("a filter is chosen by mouse, and the address shows the same elsewhere", async ({ open }) => {
  const product = await sellIn2011();
  const { page } = await open({ path: `/revenue?${range}&by=quarter&product=${product.id}` });
  const table = page.getByRole("table", { name: "Revenue of each period" });
  await expect
    .poll(async () => (await readTable(table)).map(({ Revenue = "" }) => readAmount(Revenue)))
    .toEqual(["30.03", "0.0005", "0", "0"]);
  await page.getByRole("button", { name: "Channels" }).click();
  await page.getByRole("dialog", { name: "Channels" }).getByLabel("shop").check();
  await page.keyboard.press("Escape");
  await expect
    .poll(async () => (await readTable(table)).map(({ Revenue = "" }) => readAmount(Revenue)))
    .toEqual(["20.02", "0", "0", "0"]);
  const { page: other } = await open({ path: page.url().replace(/^.*\/dashboard/, "") });
  const same = other.getByRole("table", { name: "Revenue of each period" });
  await expect
    .poll(async () => (await readTable(same)).map(({ Revenue = "" }) => readAmount(Revenue)))
    .toEqual(["20.02", "0", "0", "0"]);
  await page.goBack();
  await expect
    .poll(async () => (await readTable(table)).map(({ Revenue = "" }) => readAmount(Revenue)))
    .toEqual(["30.03", "0.0005", "0", "0"]);
});

test("what is shown is compared with the year before, and downloaded", async ({ open }) => {
  const product = await sellIn2011();
  await send("POST", "/sales", {
    product_id: product.id,
    quantity: 1,
    total_amount: "15.015",
    price: "30",
    sale_date: "2010-03-01",
  });
  const { page } = await open({ path: `/revenue?${range}&by=year&product=${product.id}` });
  await awaitCalm(page, "Revenue");
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("Previous year");
  const table = page.getByRole("table", { name: "Revenue of each period" });
  await expect.poll(async () => (await readTable(table))[0]?.["Revenue then"]).toBe("€15.015");
  expect(readAmount((await readTable(table))[0]?.Change ?? "")).toBe(amount("15.0155"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  let saved = "";
  for await (const chunk of await (await download).createReadStream()) saved += chunk;
  expect(saved).toContain("30.0305");
});
