import { mkdtemp } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeMachine } from "../describe-machine.ts";
import { awaitLevel } from "./await-level.ts";
import { addStatistics } from "./data/add-statistics.ts";
import { checkDisk } from "./data/check-disk.ts";
import { connect } from "./data/connect-postgres.ts";
import { copyData } from "./data/copy-data.ts";
import { dropBestIndexes } from "./data/indexes.ts";
import { type BenchData, prepareData, removeData } from "./data/prepare-data.ts";
import { type LoadResult, measureLoad } from "./load/measure-load.ts";
import { measureCost } from "./measure/measure-cost.ts";
import { type Effort, measureQuestion, type QuestionTimes } from "./measure/measure-question.ts";
import { openTargets } from "./measure/open-targets.ts";
import { listMix } from "./mix/list-mix.ts";
import { openShop } from "./open-shop.ts";
import type { RevenueResult, SizeResult } from "./result.ts";
import type { Size } from "./sizes.ts";

/** What is measured, and how hard. */
export interface RevenueOptions extends Effort {
  readonly sizes: readonly Size[];
  /** The folder that keeps the data of each size for another run; a temporary one when absent. */
  readonly data: string | undefined;
  /** How long dashboards are looked at while sales arrive; they are not for 0. */
  readonly loadSeconds: number;
  /** Only questions whose name holds this; all when absent. */
  readonly only: string | undefined;
}

/** The size at which sales arrive, if it is among those measured; else the largest. */
const loadEntries = 10_000_000;

/** Measures each size in a Backroom of its own, and one of them again while sales arrive. */
export async function runRevenueBench(
  options: RevenueOptions,
  say: (message: string) => void,
): Promise<RevenueResult> {
  const folder = options.data
    ? resolve(options.data)
    : await mkdtemp(join(tmpdir(), "backroom-bench-"));
  const loadSize =
    options.sizes.find(({ entries }) => entries === loadEntries) ?? options.sizes.at(-1);
  const machine = describeMachine();
  const load = loadavg()[0] ?? 0;
  const sizes: SizeResult[] = [];
  let underLoad: RevenueResult["underLoad"];
  for (const size of options.sizes) {
    const dir = join(folder, size.label);
    try {
      say(`${size.label}: preparing ${size.entries} sales and refunds in ${dir}`);
      const data = await prepareData(dir, size.entries, say);
      sizes.push(await measureSize(dir, data, size, options, say));
      if (size === loadSize && options.loadSeconds > 0) {
        underLoad = { size, ...(await loadCopy(dir, data, options.loadSeconds, say)) };
      }
    } finally {
      if (!options.data) await removeData(dir);
    }
  }
  return { machine, load, sizes, underLoad };
}

/** Measures one size. */
async function measureSize(
  dir: string,
  data: BenchData,
  size: Size,
  options: RevenueOptions,
  say: (message: string) => void,
): Promise<SizeResult> {
  await using shop = await openShop(dir, data);
  const { rows, seconds } = await awaitLevel(shop, say);
  say(`${size.label}: both stores hold the same ${rows} rows, after ${seconds.toFixed(1)} s`);
  await addStatistics(shop.urls.postgresUrl);
  await using targets = await openTargets(shop.urls);
  const { only = "" } = options;
  const mix = listMix(shop.productIds, shop.categoryIds).filter(({ name }) => name.includes(only));
  const questions: QuestionTimes[] = [];
  for (const question of mix) {
    say(`${size.label}: ${question.name}`);
    questions.push(await measureQuestion(question, targets, options));
  }
  const cost = await measureCost(mix, targets, shop.backroom.launcherPid);
  return { size, rows, questions, cost };
}

/** Measures a copy of a folder while sales arrive, so that the folder stays as it is. */
async function loadCopy(
  dir: string,
  data: BenchData,
  seconds: number,
  say: (message: string) => void,
): Promise<LoadResult> {
  const copy = `${dir}-under-load`;
  await removeData(copy);
  await checkDisk(copy, data.entries);
  say(`copying ${dir}, so that it stays as it is`);
  try {
    await copyData(dir, copy);
    await using shop = await openShop(copy, data);
    const ledger = await connect(shop.urls.postgresUrl);
    await dropBestIndexes(ledger); // The real ledger has none of them to keep up.
    await ledger.end();
    await awaitLevel(shop, say);
    return await measureLoad(shop, seconds, say);
  } finally {
    await removeData(copy);
  }
}
