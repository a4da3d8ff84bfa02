/// <reference lib="dom" />
import { Gate } from "@backroom/kit/testing/gate";
import type { Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { backroom } from "../testing/backroom.ts";
import { makeProduct } from "../testing/make-product.ts";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { serveAnotherBuild } from "./testing/serve-another-build.ts";

const unreachable =
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION|EMPTY_RESPONSE|FAILED|INCOMPLETE_CHUNKED|NETWORK)/;

/** Opens a way to the gateway that can be shut. */
async function openGate(): Promise<Gate> {
  const gate = await Gate.open(backroom.url);
  onTestFinished(() => gate.shut());
  return gate;
}

/** Waits until a page is kept for when there is no server. */
async function awaitKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe("activated");
}

test("a page without a network says so, and takes up again by itself", async ({ open }) => {
  const { page, problems } = await open({ path: "/products" });
  problems.expect(unreachable);
  await awaitCalm(page, "Products");
  await page.context().setOffline(true);
  await page.getByText("No connection since").waitFor();
  const product = await makeProduct({ name: "Made while the page was offline" });
  await page.context().setOffline(false);
  await page.getByText("No connection since").waitFor({ state: "hidden" });
  await page.getByRole("searchbox", { name: "Search products" }).fill(product.name);
  await page.getByRole("link", { name: product.name }).first().waitFor();
});

test("a server that goes away is noticed, and that it is back with another version", async ({
  open,
}) => {
  const gate = await openGate();
  const { page, problems } = await open({ origin: gate.url.replace(/\/$/, ""), isKept: true });
  problems.expect(unreachable);
  await awaitCalm(page, "Overview");
  await awaitKept(page);
  await gate.shut();
  await page.getByRole("link", { name: "Sales", exact: true }).click();
  await page.getByText("No connection since").waitFor();
  gate.target = await serveAnotherBuild();
  await gate.open();
  await page.getByText("No connection since").waitFor({ state: "hidden" });
  await awaitCalm(page, "Sales");

  const notice = page.getByRole("status").filter({ hasText: "A new version is here" });
  await notice.waitFor();
  const isLoaded = page.waitForEvent("load");
  await notice.getByRole("button", { name: "Reload" }).click();
  await isLoaded;
  await awaitCalm(page, "Sales");
  expect(await notice.count()).toBe(0);
});

test("the dashboard opens without a server once it was here", async ({ open }) => {
  const gate = await openGate();
  const { page, problems } = await open({ origin: gate.url.replace(/\/$/, ""), isKept: true });
  problems.expect(unreachable);
  await awaitCalm(page, "Overview");
  await awaitKept(page);
  await gate.shut();
  await page.reload();
  await page.getByText("No connection since").waitFor();
  await gate.open();
  await awaitCalm(page, "Overview");
});
