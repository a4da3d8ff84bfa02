import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backroom } from "../testing/backroom.ts";
import { makeProduct } from "../testing/make-product.ts";
import { rest, send } from "../testing/rest.ts";
import { until } from "../testing/until.ts";
import { expectSoldOnce } from "./testing/expect-sold-once.ts";
import { findProcesses, type Part, waitForEnd } from "./testing/processes.ts";
import { startSelling } from "./testing/start-selling.ts";

const soonMs = 60_000;
const stock = 100_000;
const parts: readonly Part[] =
  backroom.form === "split" ? ["gateway", "sales", "inventory", "catalog"] : ["backroom"];

/** What the processes have logged of a stop that did not go well. */
function findBadStops(): string[] {
  const { logDir } = backroom;
  return readdirSync(logDir)
    .filter((name) => parts.some((part) => name === `${part}.log`))
    .flatMap((name) => readFileSync(join(logDir, name), "utf8").split("\n"))
    .filter((line) => /the stop|unhandled|uncaught/i.test(line));
}

test("each process that is told to stop during sales ends well; no sale is lost, none is there twice", async () => {
  const { id } = await makeProduct();
  await send("PUT", `/inventory/${id}`, { stock });
  const selling = startSelling(id);
  for (const part of parts) {
    const soldBefore = selling.count;
    await until(async () => expect(selling.count).toBeGreaterThan(soldBefore + 10), soonMs);
    const [pid = 0] = findProcesses(part);
    process.kill(pid, "SIGTERM");
    process.kill(pid, "SIGTERM");
    await waitForEnd(pid);
    await until(async () => {
      expect(findProcesses(part)).not.toContain(pid);
      expect((await rest("GET", "/readyz")).status).toBe(200);
    }, soonMs);
  }
  const keys = await selling.stop();
  // Whoever was not served was told so, or was not answered at all: nothing else, and nothing by half.
  for (const failure of selling.failures) expect([503, "no answer"]).toContain(failure);
  await expectSoldOnce(id, keys, stock);
  expect(findBadStops()).toEqual([]);
});
