import { expect } from "vitest";
import { awaitCalm } from "./testing/await-calm.ts";
import { test } from "./testing/browser-test.ts";
import { signIn } from "./testing/sign-in.ts";

const maxBytes = 150_000;

test("the first view weighs less than 150 kB, compressed, and is all from here", async ({
  open,
}) => {
  const { page } = await open({ signedIn: false });
  const { origin, pathname } = new URL(page.url());
  const client = await page.context().newCDPSession(page);
  const bytes = new Map<string, number>();
  const urls = new Map<string, string>();
  client.on("Network.responseReceived", ({ requestId, response }) =>
    urls.set(requestId, response.url),
  );
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    // What was asked for by the page before is not of this view.
    if (url) bytes.set(url, encodedDataLength);
  });
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  await client.send("Network.setBypassServiceWorker", { bypass: true });
  await page.goto(`${origin}${pathname}`);
  await signIn(page);
  await awaitCalm(page, "Overview");
  expect(
    [...bytes.keys()].filter((url) => !url.startsWith(origin) && !url.startsWith("data:")),
  ).toEqual([]);
  const total = [...bytes.values()].reduce((sum, each) => sum + each, 0);
  console.info(`the first view: ${total} bytes in ${bytes.size} answers`);
  expect(bytes.size).toBeGreaterThan(3);
  expect(total, JSON.stringify([...bytes])).toBeLessThan(maxBytes);
});
