/// <reference lib="dom" />
import type { Page } from "playwright-core";

/** Waits until a page shows all that it loads: its title, and nothing that is still on its way. */
export async function awaitCalm(page: Page, title: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  await page.waitForFunction(
    () => document.querySelector("[aria-busy=true], .skeleton") === null && !document.hidden,
  );
  await page.evaluate(() => document.fonts.ready);
}
