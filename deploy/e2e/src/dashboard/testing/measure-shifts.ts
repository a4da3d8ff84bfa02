/// <reference lib="dom" />
import type { Page } from "playwright-core";

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Adds up how far a page's parts move by themselves, from its first paint on. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sums = window as unknown as { shifted: number; shifts: string[] };
    sums.shifted = 0;
    sums.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.hadRecentInput) continue;
        sums.shifted += entry.value;
        const { sources = [] } = entry as unknown as { sources?: { node?: Element }[] };
        const names = sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? "?");
        sums.shifts.push(`${entry.value.toFixed(4)}: ${names.join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** How far the parts of a page have moved by themselves so far, and which; 0.01 is hardly seen. */
export function measureShifts(page: Page): Promise<{ shifted: number; shifts: string[] }> {
  return page.evaluate(() => {
    const { shifted, shifts } = window as unknown as { shifted: number; shifts: string[] };
    return { shifted, shifts };
  });
}
