/// <reference lib="dom" />
import type { Locator } from "playwright-core";

const maxPresses = 120;

/** Goes to a control as those do who have no mouse: by the Tab key, from where the focus is. */
export async function tabTo(control: Locator): Promise<void> {
  const { keyboard } = control.page();
  await control.waitFor();
  for (let presses = 0; presses < maxPresses; presses++) {
    if (await control.evaluate((node) => node === document.activeElement)) return;
    await keyboard.press("Tab");
  }
  throw new Error(`${control} is not reached within ${maxPresses} presses of Tab`);
}
