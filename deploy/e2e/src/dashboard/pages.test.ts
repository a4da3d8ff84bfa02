/// <reference lib="dom" />
import { expect } from "vitest";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { findBarriers } from "./testing/find-barriers.ts";
import { measureShifts } from "./testing/measure-shifts.ts";
import { widths } from "./testing/open-page.ts";
import { pages } from "./testing/pages.ts";
import { takeScreenshot } from "./testing/take-screenshot.ts";

// Colours do not depend on the width, nor places on the theme: two looks show all four.
const looks = [
  { theme: "light", size: "screen" },
  { theme: "dark", size: "phone" },
] as const;

for (const { theme, size } of looks) {
  test.for(pages)(
    `$title, ${theme}, on a ${size}: stands still, fits, and keeps nobody out`,
    async ({ path, title }, { open }) => {
      const { page } = await open({ path, theme, width: widths[size] });
      await awaitCalm(page, title);
      expect(await page.title()).toBe(`${title} · Backroom`);
      expect(await findBarriers(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      const { shifted, shifts } = await measureShifts(page);
      expect(shifted, shifts.join("\n")).toBeLessThan(0.01);
      await takeScreenshot(page, `${title.toLowerCase()}-${theme}-${size}`);
    },
  );
}

test("every page is reached by mouse, by keyboard, and by Back and Forward", async ({ open }) => {
  const { page } = await open();
  const navigation = page.getByRole("navigation", { name: "Pages", exact: true });
  const awaitPage = async ({ path, title }: (typeof pages)[number]) => {
    await awaitCalm(page, title);
    expect(new URL(page.url()).pathname).toBe(`/dashboard${path}`);
    const current = navigation.locator("[aria-current=page]");
    expect(await current.allInnerTexts()).toEqual([title]);
  };
  for (const each of pages.slice(1)) {
    await navigation.getByRole("link", { name: each.title }).click();
    await awaitPage(each);
  }
  for (const each of pages.slice(0, -1).toReversed()) {
    await page.goBack();
    await awaitPage(each);
  }
  await page.goForward();
  await awaitPage(pages[1]);
  for (const each of pages) {
    const link = navigation.getByRole("link", { name: each.title });
    // A list of what other tests have sold may have a hundred stops.
    for (let presses = 0; presses < 400; presses++) {
      if (await link.evaluate((node) => node === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await awaitPage(each);
  }
});

test("the first stop of the keyboard leads past the navigation", async ({ open }) => {
  const { page } = await open();
  await awaitCalm(page, "Overview");
  await page.reload();
  await awaitCalm(page, "Overview");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const focused = page.locator(":focus");
  await expect.poll(() => focused.evaluate((node) => node.tagName)).toBe("MAIN");
});

test("an address that is no page says so", async ({ open }) => {
  const { page } = await open({ path: "/nothing/here" });
  await page.getByText("There is no such page").waitFor();
});

test("a theme that was chosen is kept", async ({ open }) => {
  const { page } = await open({ theme: "light" });
  await awaitCalm(page, "Overview");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Theme: auto. Change" }).click();
  await page.getByRole("button", { name: "Theme: light. Change" }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await awaitCalm(page, "Overview");
  expect(await background()).toBe(dark);
});
