import { Chance } from "@backroom/kit";
import type { Fault, Strike } from "../faults/fault.ts";
import type { MirrorTuning } from "../programs/mirror-program.ts";
import { type Assortment, drawCatalogueLane, drawSalesLane } from "./draw-lane.ts";
import { drawServiceLane, type ServiceWrite } from "./draw-service-lane.ts";
import type { CatalogueWrite, SalesWrite } from "./write.ts";

/** A strike, and when it comes. */
export interface PlannedStrike extends Strike {
  readonly fault: Fault;
  /** How many writes have ended by then. */
  readonly afterWrites: number;
}

/** What is written straight into the ledger. */
export interface MirrorWork {
  readonly form: "mirror";
  readonly salesLanes: readonly (readonly SalesWrite[])[];
  readonly catalogueLane: readonly CatalogueWrite[];
}

/** An import of sales by a stream. */
export interface PlannedImport {
  readonly importId: string;
  readonly rows: number;
  readonly rowsAtOnce: number;
  readonly pauseMs: number;
  /** Every so manyth row is wrong and must be refused. */
  readonly wrongEvery: number;
  /** Whether a stream that broke is sent again from the first row. */
  readonly startsOver: boolean;
  /** How many products it is about. */
  readonly products: number;
}

/** What is asked of the services. */
export interface ServicesWork {
  readonly form: "services";
  readonly lanes: readonly (readonly ServiceWrite[])[];
  readonly import: PlannedImport | undefined;
}

/** All that chance decides about a trial; how long things take it does not. */
export interface TrialPlan {
  readonly seed: number;
  readonly trial: number;
  /** How many processes there are of which one mirrors. */
  readonly mirrors: 1 | 2;
  /** Whether writers wait until the mirror is there. */
  readonly waitsForMirror: boolean;
  readonly tuning: MirrorTuning;
  readonly assortment: Assortment;
  /** How long the witness rests between two sales. */
  readonly witnessPauseMs: number;
  readonly work: MirrorWork | ServicesWork;
  /** How many writes the work has. */
  readonly writes: number;
  readonly strikes: readonly PlannedStrike[];
}

/** How a mirror is tuned within the sales service. */
const serviceTuning: MirrorTuning = {
  maxBatchRows: 50_000,
  pollMs: 100,
  maxPauseMs: 200,
  writeExpiryMs: 5_000,
};

/** How often whole services are played where the mirror alone would do. */
const shareOfServices = 0.15;

/**
 * Plans a trial. The same seed, number and faults give the same plan.
 *
 * @param faults what may strike; each is the first of every so many trials.
 */
export function planTrial(seed: number, trial: number, faults: readonly Fault[]): TrialPlan {
  const chance = new Chance(`${seed}/${trial}`);
  const turn = new Chance(`${seed}`).pickSome(faults, faults.length);
  const first = turn[(trial - 1) % turn.length];
  const form = first?.form ?? (chance.happens(shareOfServices) ? "services" : "mirror");
  const isMirror = form === "mirror";
  const fitting = faults.filter((fault) => fault.form === undefined || fault.form === form);
  const others = chance.pickSome(fitting, chance.pick([0, 0, 1, 1, 2]));
  const struck = first ? [first, ...others] : others;
  const tuning = isMirror ? drawTuning(chance, struck) : serviceTuning;
  const isSlow = tuning.maxBatchRows < 20; // Small batches take their time, so less is written then.
  const assortment: Assortment = {
    products: chance.integer(3, isMirror ? 40 : 10),
    categories: chance.integer(2, 6),
    channels: ["web", "shop", "market", isMirror ? "a\tb\\ 'ü" : "a b"].slice(
      0,
      chance.integer(1, 4),
    ),
  };
  const work = isMirror
    ? drawMirrorWork(chance, assortment, isSlow, tuning)
    : drawServicesWork(chance, assortment);
  const writes =
    work.form === "mirror"
      ? work.salesLanes.flat().length + work.catalogueLane.length
      : work.lanes.flat().length;
  const strikes = struck.map((fault, i): PlannedStrike => {
    const drawn = chance.fork(`strike ${i}`);
    const afterWrites = drawn.integer(1, Math.floor(writes * 0.7));
    return { fault, afterWrites, ...fault.draw(drawn) };
  });
  return {
    seed,
    trial,
    mirrors: chance.happens(0.5) ? 2 : 1,
    waitsForMirror: chance.happens(0.8),
    tuning,
    assortment,
    witnessPauseMs: isSlow ? 150 : 15,
    work,
    writes,
    strikes,
  };
}

function drawTuning(chance: Chance, struck: readonly Fault[]): MirrorTuning {
  const drawnExpiryMs = chance.integer(800, 2_000);
  return {
    maxBatchRows: chance.pick([1, 3, 8, 20, 50, 100, 1_000, 50_000]),
    pollMs: chance.integer(5, 50),
    maxPauseMs: chance.integer(0, 50),
    writeExpiryMs: Math.max(
      drawnExpiryMs,
      ...struck.map(({ minWriteExpiryMs = 0 }) => minWriteExpiryMs),
    ),
  };
}

function drawMirrorWork(
  chance: Chance,
  assortment: Assortment,
  isSlow: boolean,
  { maxBatchRows }: MirrorTuning,
): MirrorWork {
  const writes = isSlow ? chance.integer(12, 24) : chance.integer(30, 80);
  const maxRows = isSlow ? 2 * maxBatchRows + 2 : 1_500;
  const lanes = chance.integer(1, 4);
  const salesLanes = nameLanes(lanes).map((name) =>
    drawSalesLane(chance.fork(name), name, Math.ceil(writes / lanes), maxRows, assortment),
  );
  const changes = chance.integer(3, 12);
  const catalogueLane = drawCatalogueLane(chance.fork("catalogue"), changes, assortment);
  return { form: "mirror", salesLanes, catalogueLane };
}

function drawServicesWork(chance: Chance, assortment: Assortment): ServicesWork {
  const lanes = nameLanes(chance.integer(2, 4)).map((name) =>
    drawServiceLane(chance.fork(name), name, chance.integer(12, 30), assortment),
  );
  const planned: PlannedImport = {
    importId: "import",
    rows: chance.integer(1_000, 6_000),
    rowsAtOnce: chance.pick([50, 100, 250]),
    pauseMs: chance.integer(20, 120), // Slow enough to be broken in the middle.
    wrongEvery: chance.integer(50, 500),
    startsOver: chance.happens(0.3),
    products: assortment.products,
  };
  return { form: "services", lanes, import: chance.happens(0.8) ? planned : undefined };
}

/** Names writers by letters. */
function nameLanes(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String.fromCharCode("a".charCodeAt(0) + i));
}

/** Says in a few lines what happens in a trial. */
export function describePlan({ mirrors, tuning, work, writes, strikes }: TrialPlan): string {
  const cast =
    work.form === "mirror"
      ? `mirrors: ${mirrors}, writers: ${work.salesLanes.length}, writes: ${writes}`
      : `catalogue, inventory, sales services: ${mirrors}, clients: ${work.lanes.length}, calls: ${writes}${
          work.import ? `, and an import of ${work.import.rows} rows` : ""
        }`;
  return [
    cast,
    `batches of ${tuning.maxBatchRows} rows at most, which expire after ${tuning.writeExpiryMs} ms`,
    ...strikes.map(
      ({ fault, afterWrites, words }) => `after ${afterWrites} writes ${fault.name}: ${words}`,
    ),
  ].join("\n");
}
