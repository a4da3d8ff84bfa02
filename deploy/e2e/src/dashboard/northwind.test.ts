import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { amount } from "../testing/amount.ts";
import { northwindFolder } from "../testing/northwind-folder.ts";
import { get, type Json } from "../testing/rest.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { readAmount, readTable, readTerms } from "./testing/read-figures.ts";

const range = "from=1996-01-01&to=1998-12-31";

/** The amounts of a list of bars by their names. */
async function readBars(page: Page, label: string): Promise<Readonly<Record<string, string>>> {
  const bars = await page.getByRole("list", { name: label }).getByRole("listitem").allInnerTexts();
  const pairs = bars.map((bar) =>
    bar
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  );
  return Object.fromEntries(
    pairs.map((lines) => {
      const figure = lines.find((line) => line.startsWith("€")) ?? "";
      return [lines[0] ?? "", readAmount(figure)];
    }),
  );
}

describe.skipIf(!northwindFolder)("the sample shop", () => {
  const expected: Json =
    northwindFolder && JSON.parse(readFileSync(`${northwindFolder}/expected.json`, "utf8"));

  /** What each of a kind took. */
  const revenues = (kind: string, count?: number): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries<Json>(expected[kind])
        .slice(0, count)
        .map(([name, { revenue }]) => [name, amount(revenue)]),
    );

  test("has exact figures, channels and best sellers on its overview", async ({ open }) => {
    const { page } = await open({ path: `/?${range}` });
    await awaitCalm(page, "Overview");
    const figures = await readTerms(page.getByRole("region", { name: "Figures" }));
    expect({
      revenue: readAmount(figures["Net revenue"] ?? ""),
      units: readAmount(figures.Units ?? ""),
      sales: readAmount(figures.Sales ?? ""),
    }).toEqual({
      revenue: amount(expected.all.revenue),
      units: `${expected.all.units}`,
      sales: `${expected.all.sales}`,
    });
    expect(await readBars(page, "Channels")).toEqual(revenues("channel"));
    expect(await readBars(page, "Top products")).toMatchObject(revenues("top_10_products", 5));
    const best = Object.entries(revenues("category")).sort(
      ([, left], [, right]) => Number(right) - Number(left),
    );
    expect(await readBars(page, "Top categories")).toMatchObject(
      Object.fromEntries(best.slice(0, 5)),
    );
  });

  test.for(["year", "quarter", "month"])("has exact revenue by %s", async (group, { open }) => {
    const { page } = await open({ path: `/revenue?${range}&by=${group}` });
    await awaitCalm(page, "Revenue");
    const table = page.getByRole("table", { name: "Revenue of each period" });
    const rows = await readTable(table);
    const sold = rows.filter(({ Sales }) => Sales !== "0");
    expect(
      sold.map(({ Revenue = "", Units = "", Sales = "" }) => ({
        revenue: readAmount(Revenue),
        units: readAmount(Units),
        sales: readAmount(Sales),
      })),
    ).toEqual(
      Object.values<Json>(expected[group]).map(({ revenue, units, sales }) => ({
        revenue: amount(revenue),
        units: `${units}`,
        sales: `${sales}`,
      })),
    );
  });

  test("has all that is low in its list of low stock", async ({ open }) => {
    const { page } = await open({ path: "/inventory" });
    await awaitCalm(page, "Inventory");
    await page.getByRole("radio", { name: "Low stock" }).check();
    await page.getByRole("heading", { level: 2, name: "Low stock" }).waitFor();
    const { items } = await get("/products?q=NW-&limit=1000");
    const low = items.filter(({ sku }: Json) => expected.low_stock_skus.includes(sku));
    const table = page.getByRole("main").getByRole("table");
    const next = page.getByRole("button", { name: "Next" });
    const seen: string[] = [];
    for (;;) {
      await awaitCalm(page, "Inventory");
      await table.getByRole("link").first().waitFor();
      const rows = await readTable(table);
      seen.push(...rows.map(({ Product = "" }) => Product.split("\n")[0] ?? ""));
      if ((await next.count()) === 0 || (await next.isDisabled())) break;
      const first = table.locator("tbody").getByRole("link").first();
      const before = await first.getAttribute("href");
      await next.click();
      await expect.poll(() => first.getAttribute("href")).not.toBe(before);
    }
    expect(seen).toEqual(expect.arrayContaining(low.map(({ name }: Json) => name)));
    const others = items.filter(({ sku }: Json) => !expected.low_stock_skus.includes(sku));
    for (const { name } of others) expect(seen).not.toContain(name);
  });
});
