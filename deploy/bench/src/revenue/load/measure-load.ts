import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { quantile } from "../../median.ts";
import { awaitLevel } from "../await-level.ts";
import { openTargets } from "../measure/open-targets.ts";
import { listMix } from "../mix/list-mix.ts";
import type { Shop } from "../open-shop.ts";
import { type Arrivals, sendArrivals } from "./arrive.ts";
import type { DashboardOptions, DashboardTimes } from "./run-dashboards.ts";
import { watchLag } from "./watch-lag.ts";

const main = fileURLToPath(new URL("./dashboards-main.ts", import.meta.url));

/** How long something took, in milliseconds. */
export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly count: number;
}

/** What was measured while dashboards were looked at and sales arrived. */
export interface LoadResult {
  readonly dashboards: number;
  readonly seconds: number;
  readonly arrivals: Arrivals;
  readonly answers: Spread;
  readonly pages: Spread;
  /** How many questions were refused because too many asked just then. */
  readonly refused: number;
  /** How far the mirror was behind. */
  readonly lag: Spread;
  /** The same questions by the same dashboards while nothing arrived. */
  readonly quiet: Spread;
}

const salesASecond = 10_000;
const quietSeconds = 10;

/** Has dashboards ask for some seconds while sales arrive, and looks how far the mirror is behind. */
export async function measureLoad(
  shop: Shop,
  seconds: number,
  say: (message: string) => void,
): Promise<LoadResult> {
  const { gatewayUrl } = shop.urls;
  const { productIds, categoryIds } = shop;
  const options = {
    gatewayUrl,
    productIds,
    categoryIds,
    dashboards: 20,
    questionsAPage: 6,
    refreshMs: 2_000,
  };
  await warmUp(shop);
  const quiet = await startDashboards({ ...options, seconds: quietSeconds });
  say(
    `  ${options.dashboards} dashboards for ${seconds} s while ${salesASecond} sales arrive each second`,
  );
  const watching = new AbortController();
  const lags = watchLag(shop.grpc, watching.signal);
  const arriving = sendArrivals(shop.grpc, productIds, salesASecond, seconds + 2);
  await sleep(2_000);
  const { answersMs, pagesMs, refused } = await startDashboards({ ...options, seconds });
  const arrivals = await arriving;
  watching.abort();
  const lagsMs = await lags;
  await awaitLevel(shop, say); // Nothing that was acknowledged is missing.
  return {
    dashboards: options.dashboards,
    seconds,
    arrivals,
    answers: spread(answersMs),
    pages: spread(pagesMs),
    refused,
    lag: spread(lagsMs),
    quiet: spread(quiet.answersMs),
  };
}

/** Has every question asked once. */
async function warmUp({ urls, productIds, categoryIds }: Shop): Promise<void> {
  await using targets = await openTargets(urls);
  for (const { ask } of listMix(productIds, categoryIds)) await targets.gateway(ask(1));
}

/** Runs dashboards in a process of their own. */
async function startDashboards(options: DashboardOptions): Promise<DashboardTimes> {
  const child = spawn(process.execPath, [main, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (exitCode !== 0) throw new Error("a dashboard was not answered");
  return JSON.parse(output);
}

function spread(values: readonly number[]): Spread {
  return {
    p50Ms: quantile(values, 0.5),
    p95Ms: quantile(values, 0.95),
    p99Ms: quantile(values, 0.99),
    maxMs: quantile(values, 1),
    count: values.length,
  };
}
