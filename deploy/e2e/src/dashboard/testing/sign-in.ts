import type { Page } from "playwright-core";
import { backroom } from "../../testing/backroom.ts";

/** Signs in by keyboard, on the page that asks for it, and waits for what the address names. */
export async function signIn(page: Page, key: string = backroom.key): Promise<void> {
  await page.getByLabel("API key").fill(key);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Pages", exact: true }).waitFor();
}
