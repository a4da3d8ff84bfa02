import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { askGateway, RefusedError } from "../measure/open-targets.ts";
import { listMix } from "../mix/list-mix.ts";

/** What the dashboards are told. */
export interface DashboardOptions {
  readonly gatewayUrl: string;
  readonly productIds: readonly number[];
  readonly categoryIds: readonly number[];
  readonly dashboards: number;
  readonly seconds: number;
  /** How many questions a page asks at once. */
  readonly questionsAPage: number;
  /** From the beginning of a refresh to that of the next, unless it takes longer. */
  readonly refreshMs: number;
}

/** How long each answer, and each page as a whole, took, in milliseconds. */
export interface DashboardTimes {
  readonly answersMs: number[];
  readonly pagesMs: number[];
  /** How many questions were refused because too many asked just then. */
  refused: number;
}

/** Lets some dashboards refresh their pages for some seconds; each looks at products and categories of its own. */
export async function runDashboards(options: DashboardOptions): Promise<DashboardTimes> {
  const times: DashboardTimes = { answersMs: [], pagesMs: [], refused: 0 };
  const endsAtMs = performance.now() + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.dashboards }, (_, index) =>
      runOne(index, options, endsAtMs, times),
    ),
  );
  return times;
}

/** Lets one dashboard refresh its pages until the end. */
async function runOne(
  index: number,
  { gatewayUrl, productIds, categoryIds, dashboards, questionsAPage, refreshMs }: DashboardOptions,
  endsAtMs: number,
  times: DashboardTimes,
): Promise<void> {
  const mix = listMix(productIds.slice(index), [...categoryIds.slice(index), ...categoryIds]);
  const agent = new Agent({ keepAlive: true, maxSockets: 6 }); // As a browser has.
  await sleep((index * refreshMs) / dashboards);
  for (let next = index * questionsAPage; performance.now() < endsAtMs; next += questionsAPage) {
    const begunAtMs = performance.now();
    const asked = Array.from({ length: questionsAPage }, async (_, place) => {
      const question = mix[(next + place) % mix.length]?.ask(0);
      if (!question) throw new RangeError("the mix has no questions");
      try {
        await askGateway(agent, gatewayUrl, question);
        times.answersMs.push(performance.now() - begunAtMs);
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        times.refused++;
      }
    });
    await Promise.all(asked);
    times.pagesMs.push(performance.now() - begunAtMs);
    await sleep(Math.max(0, refreshMs - (performance.now() - begunAtMs)));
  }
  agent.destroy();
}
