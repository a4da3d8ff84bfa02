import { type Browser, chromium } from "playwright-core";
import { test as base } from "vitest";
import { findChromium } from "./find-chromium.ts";
import { type OpenOptions, type OpenPage, openPage } from "./open-page.ts";

const executablePath = findChromium();
if (!executablePath) {
  console.warn("No Chromium is installed (Debian: apt-get install chromium): tests are skipped.");
}

const withBrowser = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads here what the browser needs: nothing.
  .extend("browser", { scope: "worker" }, async ({}, { onCleanup }): Promise<Browser> => {
    // The sandbox needs an account that is not root.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({ executablePath, args });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("open", async ({ browser }, { onCleanup }) => {
    const opened: OpenPage[] = [];
    onCleanup(async () => {
      for (const { page } of opened) await page.context().close();
      for (const { problems } of opened) problems.expectNone();
    });
    return async (options: OpenOptions = {}): Promise<OpenPage> => {
      const page = await openPage(browser, options);
      opened.push(page);
      return page;
    };
  });

/**
 * A test in a browser: `open` opens a page of the dashboard in a context of its own. The test fails
 * when a page complains, is refused or misses something that was not expected to happen. Where no
 * Chromium is installed the test is skipped.
 */
export const test = withBrowser.skipIf(executablePath === undefined);
