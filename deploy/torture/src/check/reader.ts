import { setTimeout as sleep } from "node:timers/promises";
import { Chance, parseDecimal } from "@backroom/kit";
import { Granularity, RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Coverage } from "../coverage.ts";
import type { Fleet } from "../fleet.ts";
import { type Witness, type WitnessSum, witnessChannel } from "../writers/witness.ts";
import { nameSource } from "./name-source.ts";

/** What an answer may be refused with while something is broken. */
const passing = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Canceled]);

const granularities = [Granularity.DAY, Granularity.WEEK, Granularity.MONTH, Granularity.YEAR];

const one = 10_000n; // Amounts are in ten-thousandths.

/** What the reader works with. */
export interface ReaderDeps {
  readonly fleet: Fleet;
  readonly witness: Witness;
  readonly coverage: Coverage;
  readonly signal: AbortSignal;
}

/**
 * Asks for the witness's revenue all the time, until the signal is aborted, whatever is broken just
 * then; answers in which way a promise was not kept.
 */
export async function readAllTheTime(deps: ReaderDeps, seed: string): Promise<string[]> {
  const chance = new Chance(`${seed}/reader`);
  const problems: string[] = [];
  while (!deps.signal.aborted) {
    const problem = await askOnce(deps, chance);
    if (problem) problems.push(problem);
    await sleep(chance.integer(0, 25), undefined, { signal: deps.signal }).catch(() => {});
  }
  return problems;
}

async function askOnce(
  { fleet, witness, coverage }: ReaderDeps,
  chance: Chance,
): Promise<string | undefined> {
  const program = chance.pick(fleet.programs);
  const fresh = chance.happens(0.5);
  const acknowledged = witness.atLeast();
  const request = {
    groupBy: chance.pick(granularities),
    channel: [witnessChannel],
    startDate: "2022-01-01",
    endDate: "2030-01-01",
    fill: false,
    fresh,
  };
  try {
    const { points, asOf, source } = await fleet.call(
      program,
      RevenueService.method.getRevenue,
      request,
      5_000,
    );
    const found = {
      sales: points.reduce((sum, point) => sum + Number(point.sales), 0),
      amount: Number(points.reduce((sum, { gross }) => sum + parseDecimal(gross), 0n) / one),
    };
    const most = witness.atMost();
    const least = fresh ? acknowledged : witness.atLeast(asOf ? timestampMs(asOf) : 0);
    coverage.count(`questions during trials answered from ${nameSource(source)}`);
    const who = `${program.name} (${nameSource(source)}, ${fresh ? "fresh" : "as it was"})`;
    if (isLess(found, least))
      return `${who} missed sales: ${print(found)} of at least ${print(least)}`;
    if (isLess(most, found))
      return `${who} doubled sales: ${print(found)} of at most ${print(most)}`;
  } catch (error) {
    const { code, message } = ConnectError.from(error);
    coverage.count(`questions during trials refused with ${Code[code]}`);
    if (!passing.has(code)) return `${program.name} failed: ${message}`;
  }
  return undefined;
}

const isLess = (left: WitnessSum, right: WitnessSum) =>
  left.sales < right.sales || left.amount < right.amount;

const print = ({ sales, amount }: WitnessSum) => `${sales} sales of ${amount}`;
