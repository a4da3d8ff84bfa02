import type { Fault, Strike } from "../faults/fault.ts";
import type { MirrorTuning } from "../programs/mirror-program.ts";
import { Chance } from "./chance.ts";
import { type Assortment, drawCatalogueLane, drawSalesLane } from "./draw-lane.ts";
import type { CatalogueWrite, SalesWrite } from "./write.ts";

/** A strike, and when it comes. */
export interface PlannedStrike extends Strike {
  readonly fault: Fault;
  /** How many writes have ended by then. */
  readonly afterWrites: number;
}

/** All that chance decides about a trial; how long things take it does not. */
export interface TrialPlan {
  readonly seed: number;
  readonly trial: number;
  readonly mirrors: 1 | 2;
  /** Whether writers wait until the mirror is there. */
  readonly waitsForMirror: boolean;
  readonly tuning: MirrorTuning;
  readonly assortment: Assortment;
  /** How long the witness rests between two sales. */
  readonly witnessPauseMs: number;
  readonly salesLanes: readonly (readonly SalesWrite[])[];
  readonly catalogueLane: readonly CatalogueWrite[];
  readonly strikes: readonly PlannedStrike[];
}

/**
 * Plans a trial. The same seed, number and faults give the same plan.
 *
 * @param faults what may strike; each is the first of every so many trials.
 */
export function planTrial(seed: number, trial: number, faults: readonly Fault[]): TrialPlan {
  const chance = new Chance(`${seed}/${trial}`);
  const turn = new Chance(`${seed}`).pickSome(faults, faults.length);
  const tuning: MirrorTuning = {
    maxBatchRows: chance.pick([1, 3, 8, 20, 50, 100, 1_000, 50_000]),
    pollMs: chance.integer(5, 50),
    maxPauseMs: chance.integer(0, 50),
    writeExpiryMs: chance.integer(800, 2_000),
  };
  const assortment: Assortment = {
    products: chance.integer(3, 40),
    categories: chance.integer(2, 6),
    channels: ["web", "shop", "market", "a\tb\\ 'ü"].slice(0, chance.integer(1, 4)),
  };
  // Small batches take their time, so less is written then.
  const isSlow = tuning.maxBatchRows < 20;
  const writes = isSlow ? chance.integer(12, 24) : chance.integer(30, 80);
  const maxRows = isSlow ? 2 * tuning.maxBatchRows + 2 : 1_500;
  const lanes = chance.integer(1, 4);
  const salesLanes = Array.from({ length: lanes }, (_, lane) => {
    const name = String.fromCharCode("a".charCodeAt(0) + lane);
    return drawSalesLane(chance.fork(name), name, Math.ceil(writes / lanes), maxRows, assortment);
  });
  const catalogueLane = drawCatalogueLane(
    chance.fork("catalogue"),
    chance.integer(3, 12),
    assortment,
  );
  const total = salesLanes.flat().length + catalogueLane.length;
  const first = turn[(trial - 1) % turn.length];
  const others = chance.pickSome(faults, chance.pick([0, 0, 1, 1, 2]));
  const strikes = [first, ...others].flatMap((fault, i): PlannedStrike[] => {
    if (!fault) return [];
    const drawn = chance.fork(`strike ${i}`);
    const afterWrites = drawn.integer(1, Math.floor(total * 0.7));
    return [{ fault, afterWrites, ...fault.draw(drawn) }];
  });
  const mirrors = chance.happens(0.5) ? 2 : 1;
  const waitsForMirror = chance.happens(0.8);
  const witnessPauseMs = isSlow ? 150 : 15;
  return {
    seed,
    trial,
    mirrors,
    waitsForMirror,
    tuning,
    assortment,
    witnessPauseMs,
    salesLanes,
    catalogueLane,
    strikes,
  };
}

/** Says in a few lines what happens in a trial. */
export function describePlan(plan: TrialPlan): string {
  const { mirrors, tuning, salesLanes, catalogueLane, strikes } = plan;
  const writes = salesLanes.flat();
  const rows = writes.reduce((sum, write) => sum + write.rows.length, 0);
  return [
    `${mirrors} mirror${mirrors === 1 ? "" : "s"}, ${salesLanes.length} writers, ${writes.length} transactions of ${rows} rows, ${catalogueLane.length} changes of the catalogue`,
    `batches of ${tuning.maxBatchRows} rows at most, which expire after ${tuning.writeExpiryMs} ms`,
    ...strikes.map(
      ({ fault, afterWrites, words }) => `after ${afterWrites} writes ${fault.name}: ${words}`,
    ),
  ].join("\n");
}
