/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What went wrong in a page: messages of its console, errors, refused and failed requests. */
export interface Problems {
  /** Takes problems like this for expected, those seen so far and those to come. */
  expect(pattern: RegExp): void;
  /** Fails when there was a problem that was not expected. */
  expectNone(): void;
}

/** Watches a page that has not loaded anything yet. */
export async function watchProblems(page: Page): Promise<Problems> {
  const seen: string[] = [];
  const expected = [/Service Worker registration blocked by Playwright/];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      seen.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.stack ?? error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) seen.push(`answered ${response.status()}: ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "failed";
    // The page itself gives up what it no longer needs.
    if (reason !== "net::ERR_ABORTED") seen.push(`${reason}: ${request.url()}`);
  });
  await page.exposeBinding("reportViolation", (_, text: string) => {
    seen.push(`policy: ${text}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation(text: string): void };
      reportViolation(`${event.violatedDirective} refuses ${event.blockedURI}`);
    });
  });
  return {
    expect(pattern) {
      expected.push(pattern);
    },
    expectNone() {
      const isExpected = (problem: string) => expected.some((pattern) => pattern.test(problem));
      expect(seen.filter((problem) => !isExpected(problem))).toEqual([]);
    },
  };
}
