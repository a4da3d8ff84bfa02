import { fileURLToPath } from "node:url";
import { openClickhouse } from "@backroom/kit";
import { recordCatalogue } from "@backroom/sales/testing/record-entries";
import pg from "pg";
import type { Battlefield } from "./battlefield.ts";
import { checkTrial } from "./check/check-trial.ts";
import { readAllTheTime } from "./check/reader.ts";
import { watchLog } from "./check/watch-log.ts";
import { Coverage } from "./coverage.ts";
import { Fleet, internalToken } from "./fleet.ts";
import type { TrialPlan } from "./plan/plan-trial.ts";
import { Progress } from "./progress.ts";
import { runStrikes } from "./run-strikes.ts";
import { awaitMirrors, settleTrial } from "./settle-trial.ts";
import { clearMirrorDatabase } from "./world/clear-mirror-database.ts";
import { Program } from "./world/program.ts";
import type { World } from "./world/world.ts";
import { Book } from "./writers/book.ts";
import { runCatalogueLane } from "./writers/run-catalogue-lane.ts";
import { runSalesLane } from "./writers/run-sales-lane.ts";
import { Witness } from "./writers/witness.ts";

/** The database of the mirror in ClickHouse, emptied before each trial. */
const mirrorDatabase = "torture";

const mirrorProgram = fileURLToPath(new URL("programs/mirror-program.ts", import.meta.url));

/** How long a trial may take until it is given up. */
const maxTrialMs = 300_000;

/** What came out of a trial. */
export interface TrialResult {
  readonly plan: TrialPlan;
  /** What is wrong, each in a sentence; empty when all is right. */
  readonly problems: readonly string[];
  readonly coverage: Coverage;
  /** How many rows the ledger had in the end. */
  readonly rows: number;
  readonly ms: number;
}

/** Runs a trial in a database of its own and checks what is left. */
export async function runTrial(world: World, plan: TrialPlan): Promise<TrialResult> {
  const startedAt = performance.now();
  const problems: string[] = [];
  const coverage = new Coverage();
  const database = `trial_${plan.trial}`;
  const giveUp = new AbortController();
  const late = setTimeout(() => giveUp.abort(new Error("the trial took too long")), maxTrialMs);
  const { sales: ledgerUrl } = await world.createDatabase(database);
  const ledger = new pg.Pool({ connectionString: world.postgres.urlOf(database), max: 5 });
  ledger.on("error", () => {}); // PostgreSQL is killed now and then.
  const fleet = openFleet(world, plan, ledgerUrl, coverage, problems);
  const book = new Book();
  const witness = new Witness(plan.witnessPauseMs);
  const field: Battlefield = {
    world,
    proxy: world.proxy,
    fleet,
    tuning: plan.tuning,
    progress: new Progress(plan.salesLanes.flat().length + plan.catalogueLane.length),
    coverage,
    database,
    ledger,
    openClickhouse: () => openClickhouse(world.clickhouse.urlOf(mirrorDatabase)),
    signal: giveUp.signal,
  };
  let rows = 0;
  try {
    await recordCatalogue(ledger, plan.assortment);
    await prepareMirror(field);
    await Promise.all(fleet.programs.map((program) => fleet.start(program)));
    if (plan.waitsForMirror) await awaitMirrors(field);
    problems.push(...(await suffer(field, plan, { ledgerUrl, book, witness })));
    await settleTrial(field);
    rows = await checkTrial(field, plan, book, problems);
    await fleet.stop();
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    clearTimeout(late);
    giveUp.abort();
    await fleet.kill();
    await ledger.end();
  }
  if (problems.length === 0) await world.dropDatabase(database);
  return { plan, problems, coverage, rows, ms: performance.now() - startedAt };
}

function openFleet(
  world: World,
  plan: TrialPlan,
  ledgerUrl: string,
  coverage: Coverage,
  problems: string[],
): Fleet {
  const clickhouseUrl = new URL(world.clickhouse.urlOf(mirrorDatabase));
  clickhouseUrl.port = String(world.proxy.port);
  const watch = watchLog(coverage, problems);
  const programs = Array.from(
    { length: plan.mirrors },
    (_, i) =>
      new Program({
        name: `mirror ${i + 1} of trial ${plan.trial}`,
        module: mirrorProgram,
        log: world.log,
        onLine: (line, program) => {
          fleet.heed(line, program);
          watch(line, program);
        },
      }),
  );
  const fleet: Fleet = new Fleet(programs, {
    LOG_LEVEL: "info",
    INTERNAL_TOKEN: internalToken,
    SALES_DATABASE_URL: ledgerUrl,
    CLICKHOUSE_URL: clickhouseUrl.href,
    MIRROR_TUNING: JSON.stringify(plan.tuning),
  });
  return fleet;
}

async function prepareMirror(field: Battlefield): Promise<void> {
  const client = field.openClickhouse();
  try {
    await client.command({ query: "SELECT 1" }).then(
      () => clearMirrorDatabase(client),
      () => {}, // The first trial finds no database; the mirror makes it.
    );
  } finally {
    await client.close();
  }
}

/** Writes, reads and strikes, until all is written and every fault is healed; answers what went wrong. */
async function suffer(
  field: Battlefield,
  plan: TrialPlan,
  { ledgerUrl, book, witness }: { ledgerUrl: string; book: Book; witness: Witness },
): Promise<string[]> {
  const { progress, signal, fleet, coverage } = field;
  const ended = new AbortController();
  const untilEnd = AbortSignal.any([signal, ended.signal]);
  const deps = { ledgerUrl, book, progress, signal };
  const witnessing = witness.run({ ledgerUrl, book, signal: untilEnd });
  const seed = `${plan.seed}/${plan.trial}`;
  const reading = readAllTheTime({ fleet, witness, coverage, signal: untilEnd }, seed);
  const working = Promise.all([
    ...plan.salesLanes.map((lane) => runSalesLane(deps, lane)),
    runCatalogueLane(deps, plan.catalogueLane),
    runStrikes(field, plan.strikes),
  ]);
  try {
    await working;
  } finally {
    ended.abort();
  }
  await witnessing;
  return reading;
}
