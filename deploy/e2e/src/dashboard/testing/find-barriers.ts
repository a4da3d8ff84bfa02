/// <reference lib="dom" />
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What keeps people from using a page as it is now, as axe-core finds it: a line for each. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Evaluated, and not added as a script, so that the page's policy stays as strict as it is.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((values): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    return axe.run(document, { runOnly: { type: "tag", values } });
  }, rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`),
  );
}
