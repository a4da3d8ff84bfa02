/// <reference lib="dom" />
import { expect } from "vitest";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";

test("the policy lets no script in that is not the dashboard's own", async ({ open }) => {
  const { page, problems } = await open();
  await awaitCalm(page, "Overview");
  problems.expect(/Content Security Policy|^policy: |^csp: /);
  const ran = await page.evaluate(async () => {
    const marks = window as unknown as { ran?: string[] };
    marks.ran = [];
    const inline = document.createElement("script");
    inline.textContent = "window.ran.push('inline script')";
    document.head.append(inline);
    const button = document.createElement("button");
    button.setAttribute("onclick", "window.ran.push('inline handler')");
    document.body.append(button);
    button.click();
    // Later, as what a debugger evaluates may itself evaluate.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        try {
          new Function("window.ran.push('eval')")();
        } catch {} // As it should be.
        resolve();
      });
    });
    for (const src of [
      "data:text/javascript,window.ran.push('data')",
      "https://127.0.0.1:9/x.js",
    ]) {
      const script = document.createElement("script");
      script.src = src;
      const ended = new Promise((resolve) => {
        script.onload = script.onerror = resolve;
      });
      document.head.append(script);
      await ended;
    }
    return marks.ran;
  });
  expect(ran).toEqual([]);
});

test("the page may not be framed, and its policy has no way around", async ({ open }) => {
  const { page } = await open({ signedIn: false });
  const response = await page.request.get(page.url());
  const policy = response.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|nonce|sha\d|\*/);
});

test("the API's documentation keeps to its policy", async ({ open }) => {
  const { page } = await open({ signedIn: false });
  await page.goto(new URL("/docs", page.url()).href);
  await page.getByRole("heading", { name: /^Backroom/ }).waitFor();
  await page.getByText("Lists products").first().waitFor();
});
