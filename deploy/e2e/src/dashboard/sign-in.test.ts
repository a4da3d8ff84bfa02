/// <reference lib="dom" />
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { backroom } from "../testing/backroom.ts";
import { makeProduct } from "../testing/make-product.ts";
import { test } from "./testing/browser-test.ts";
import { signIn } from "./testing/sign-in.ts";

/** All that a page keeps in the browser for a while and for good. */
function readStorage(page: Page): Promise<{ session: string; local: string }> {
  return page.evaluate(() => ({
    session: JSON.stringify(sessionStorage),
    local: JSON.stringify(localStorage),
  }));
}

/** What all parts of the server have written to their logs. */
function readLogs(): string {
  const names = readdirSync(backroom.logDir, { recursive: true, encoding: "utf8" });
  const logs = names.filter((name) => name.endsWith(".log"));
  return logs.map((name) => readFileSync(join(backroom.logDir, name), "utf8")).join("");
}

test("a wrong key is refused at its field", async ({ open }) => {
  const { page, problems } = await open({ signedIn: false });
  problems.expect(/401/);
  const field = page.getByLabel("API key");
  await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true);
  await field.fill("not-a-key-of-this-shop");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("is not one that the server accepts").waitFor();
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByRole("navigation", { name: "Pages", exact: true }).count()).toBe(0);
  await signIn(page);
  expect(readLogs()).not.toContain("not-a-key-of-this-shop");
});

test("a key opens the dashboard until the tab is closed, and is told to nobody", async ({
  open,
}) => {
  const { page } = await open({ signedIn: false });
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  expect(await page.getByLabel("API key").getAttribute("type")).toBe("password");
  await signIn(page);
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.reload();
  await page.getByRole("navigation", { name: "Pages", exact: true }).waitFor();
  urls.push(page.url());
  expect(urls.filter((url) => url.includes(backroom.key))).toEqual([]);
  expect((await readStorage(page)).local).not.toContain(backroom.key);
  expect(await page.context().cookies()).toEqual([]);
  expect(readLogs()).not.toContain(backroom.key);

  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.getByLabel("API key").waitFor();
});

test("a key stays on the device if one says so, until one signs out", async ({ open }) => {
  const { page } = await open({ signedIn: false });
  await page.getByLabel("Stay signed in on this device").check();
  await signIn(page);
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.getByRole("navigation", { name: "Pages", exact: true }).waitFor();
  await tab.getByRole("button", { name: "Sign out" }).click();
  await tab.getByLabel("API key").waitFor();
  const { session, local } = await readStorage(tab);
  expect(session + local).not.toContain(backroom.key);
});

test("what was done is not said any more to who signs in next", async ({ open }) => {
  const product = await makeProduct();
  const { page } = await open({ path: `/products?q=${encodeURIComponent(product.name)}` });
  await page.getByRole("button", { name: `Archive ${product.name}` }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page);
  await page.getByRole("heading", { level: 1, name: "Products" }).waitFor();
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
});

test("a key that is no longer accepted leads to sign-in, and from there back", async ({ open }) => {
  const { page, problems } = await open({ path: "/products?q=tea" });
  problems.expect(/401/);
  await page.getByRole("heading", { level: 1, name: "Products" }).waitFor();
  // The server sees another key, as if the page's had been taken from its list.
  await page.route(/\/backroom\./, (route) =>
    route.continue({ headers: { ...route.request().headers(), "x-api-key": "was-taken-away" } }),
  );
  await page.getByRole("link", { name: "Inventory", exact: true }).click();
  await page.getByText("The server no longer accepts this key").waitFor();
  const { session, local } = await readStorage(page);
  expect(session + local).not.toContain(backroom.key);
  await page.unroute(/\/backroom\./);
  await signIn(page);
  await page.getByRole("heading", { level: 1, name: "Inventory" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/dashboard/inventory");
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Products" }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("tea");
});
