import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBackroom } from "@backroom/e2e/start";
import { fillShop } from "./fill-shop.ts";
import { type Freshness, measureFreshness } from "./measure-freshness.ts";
import type { Speed } from "./measure-load.ts";
import { type Contender, type Effort, runRounds } from "./run-rounds.ts";
import { startYardstick } from "./start-yardstick.ts";
import { listWork, type Work } from "./work.ts";

/** The two forms in which Backroom runs. */
export const forms = ["one-process", "split"] as const;

/** What was measured of one kind of work in one form. */
export interface Measurement {
  readonly form: (typeof forms)[number];
  readonly work: Work;
  readonly gateway: Speed;
  readonly yardstick: Speed;
  /** The yardstick that asks ClickHouse; undefined where that makes no sense. */
  readonly rawClickhouse: Speed | undefined;
}

/** What a whole run found. */
export interface BenchResult {
  readonly measurements: readonly Measurement[];
  readonly freshness: ReadonlyMap<string, Freshness>;
}

/** Measures both forms over the same stores with the same data, each beside the yardstick. */
export async function runBench(
  effort: Effort & { readonly sales: number },
  say: (message: string) => void,
): Promise<BenchResult> {
  const dir = await mkdtemp(join(tmpdir(), "backroom-bench-"));
  const measurements: Measurement[] = [];
  const freshness = new Map<string, Freshness>();
  let productIds: number[] = [];
  try {
    for (const form of forms) {
      say(`starting the ${form} form`);
      const { backroom, stop } = await startBackroom({ form, dir });
      try {
        if (productIds.length === 0) {
          say(`recording ${effort.sales} sales of 500 products`);
          productIds = await fillShop(backroom, effort.sales);
        }
        freshness.set(form, await measureFreshness(backroom.url, productIds[0] ?? 1, 100));
        const { postgresPort, clickhouseUrl } = backroom;
        const yardstick = await startYardstick(join(dir, "data"), postgresPort, clickhouseUrl);
        try {
          for (const work of listWork(productIds)) {
            say(`measuring ${work.name}, ${form}`);
            measurements.push(await measureWork(form, work, backroom.url, yardstick.url, effort));
          }
        } finally {
          await yardstick.stop();
        }
      } finally {
        await stop();
      }
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  return { measurements, freshness };
}

/** Measures one kind of work in one form, in turns with the yardstick. */
async function measureWork(
  form: Measurement["form"],
  work: Work,
  gatewayUrl: string,
  yardstickUrl: string,
  effort: Effort,
): Promise<Measurement> {
  const contenders: Contender[] = [
    { name: "gateway", url: gatewayUrl },
    { name: "yardstick", url: yardstickUrl },
  ];
  const speeds = await runRounds(work, contenders, effort);
  const [gateway, yardstick] = [speeds.get("gateway"), speeds.get("yardstick")];
  if (!gateway || !yardstick) throw new Error(`${work.name} was not measured`);
  const isRevenue = work.name.includes("revenue");
  const raw = isRevenue ? await measureRaw(work, yardstickUrl, effort) : undefined;
  return { form, work, gateway, yardstick, rawClickhouse: raw };
}

/** Measures the yardstick that asks ClickHouse itself. */
async function measureRaw(work: Work, url: string, effort: Effort): Promise<Speed | undefined> {
  const makeRequests = () =>
    work.makeRequests().map((request) => ({ ...request, path: `/raw-clickhouse${request.path}` }));
  const speeds = await runRounds({ ...work, makeRequests }, [{ name: "raw", url }], effort);
  return speeds.get("raw");
}
