import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { amount } from "./testing/amount.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest } from "./testing/rest.ts";
import { runImport, startImport } from "./testing/run-import.ts";

const rowCount = 20_000;

let folder: string;
let product: Json;
let args: string[];
beforeAll(async () => {
  product = await makeProduct();
  folder = await mkdtemp(join(tmpdir(), "backroom-e2e-import-"));
  const file = join(folder, "sales.csv");
  let text = "order_ref,sku,quantity,price,sale_date\n";
  // Each fiftieth row says the same as the one before, and each fortieth gives back.
  for (let row = 1; row <= rowCount; row += 1) {
    const number = row % 50 === 0 ? row - 1 : row;
    text += `R${number},${product.sku},${number % 40 === 0 ? -1 : 2},1.25,2008-03-01\n`;
  }
  await writeFile(file, text);
  args = ["--sales", file];
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the import and ends it with a signal once more rows than these are recorded. */
async function breakOff(signal: NodeJS.Signals, recorded: number) {
  const { child, ended } = startImport(args);
  let isEnded = false;
  void ended.finally(() => {
    isEnded = true;
  });
  while (!isEnded && (await countRows()) <= recorded) await sleep(20);
  child.kill(signal);
  return await ended;
}

/** Counts the rows recorded so far. */
async function countRows(): Promise<number> {
  return Number((await get(`/sales?product_id=${product.id}&limit=1`)).total);
}

const patience = { timeout: 300_000 }; // Three runs of the command, two of them broken off.

test(
  "an import that is stopped and killed goes on, and every row counts once",
  patience,
  async () => {
    const stopped = await breakOff("SIGINT", 0);
    expect([0, 130]).toContain(stopped.exitCode);
    if (stopped.exitCode === 130) {
      expect(stopped.stderr).toMatch("the same command again goes on from there");
    }
    await breakOff("SIGKILL", await countRows());
    const before = await countRows();
    const last = await runImport(args);
    expect(last.exitCode).toBe(0);
    expect(last.stdout).toMatch(/going on after line \d+/);
    const [read, created = 0, , unchanged = 0, , failed] = last.summary.sales ?? [];
    // A kill leaves the server with rows it has not yet settled, which it may settle after the count.
    expect(created).toBeLessThanOrEqual(rowCount - before);
    expect([read, created + unchanged, failed]).toEqual([rowCount, rowCount, 0]);
    expect(await countRows()).toBe(rowCount);
    // Of 20,000 rows 400 give one back: each fortieth, but not those that repeat another.
    const path = `/sales/revenue?group_by=year&start_date=2008-01-01&end_date=2008-12-31&product_id=${product.id}`;
    const [point] = (await rest("GET", `${path}&fresh=true`)).exact;
    expect([amount(point.revenue), Number(point.units)]).toEqual(["48500", 38_800]);
  },
);
