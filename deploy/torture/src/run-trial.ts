import { inspect } from "node:util";
import { openClickhouse } from "@backroom/kit";
import pg from "pg";
import type { Battlefield } from "./battlefield.ts";
import { checkTrial } from "./check/check-trial.ts";
import { readAllTheTime } from "./check/reader.ts";
import { watchLog } from "./check/watch-log.ts";
import { Coverage } from "./coverage.ts";
import { damageMirror } from "./faults/damage-mirror.ts";
import type { TrialPlan } from "./plan/plan-trial.ts";
import { Progress } from "./progress.ts";
import { runStrikes } from "./run-strikes.ts";
import { setMirrorScene } from "./scenes/mirror-scene.ts";
import type { Scene } from "./scenes/scene.ts";
import { setServicesScene } from "./scenes/services-scene.ts";
import { awaitMirrors, settleTrial } from "./settle-trial.ts";
import { clearMirrorDatabase } from "./world/clear-mirror-database.ts";
import type { World } from "./world/world.ts";
import { Book } from "./writers/book.ts";
import { Witness } from "./writers/witness.ts";

/** The database of the mirror in ClickHouse, emptied before each trial. */
const mirrorDatabase = "torture";

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
  const ledger = new pg.Pool({ connectionString: world.postgres.urlOf(database), max: 5 });
  ledger.on("error", () => {}); // PostgreSQL is killed now and then.
  const scene = await setScene(
    world,
    plan,
    await world.createDatabase(database),
    coverage,
    problems,
  );
  const book = new Book();
  const field: Battlefield = {
    world,
    proxy: world.proxy,
    fleet: scene.fleet,
    neighbours: scene.neighbours,
    tuning: plan.tuning,
    progress: new Progress(plan.writes),
    coverage,
    database,
    ledger,
    openClickhouse: () => openClickhouse(world.clickhouse.urlOf(mirrorDatabase)),
    signal: giveUp.signal,
  };
  let rows = 0;
  try {
    await prepareMirror(field);
    await scene.start(field);
    if (plan.waitsForMirror) await awaitMirrors(field);
    problems.push(...(await suffer(field, plan, scene, book, giveUp)));
    await scene.heal();
    await settleTrial(field);
    rows = await checkTrial(field, plan, book, problems);
    problems.push(...(await scene.check(field)));
    await scene.stop();
  } catch (error) {
    problems.push(inspect(error, { depth: 4 }));
  } finally {
    clearTimeout(late);
    giveUp.abort();
    await scene.kill();
    await ledger.end();
    await world.heal();
  }
  if (problems.length === 0) await world.dropDatabase(database);
  return { plan, problems, coverage, rows, ms: performance.now() - startedAt };
}

function setScene(
  world: World,
  plan: TrialPlan,
  urls: Awaited<ReturnType<World["createDatabase"]>>,
  coverage: Coverage,
  problems: string[],
): Scene | Promise<Scene> {
  const clickhouseUrl = new URL(world.clickhouse.urlOf(mirrorDatabase));
  clickhouseUrl.port = String(world.proxy.port);
  const options = {
    plan,
    ledgerUrl: urls.sales,
    clickhouseUrl: clickhouseUrl.href,
    log: world.log,
    onLine: watchLog(
      coverage,
      problems,
      plan.strikes.some(({ fault }) => fault === damageMirror),
    ),
  };
  const { work } = plan;
  return work.form === "mirror"
    ? setMirrorScene(options, work)
    : setServicesScene(options, urls, work);
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
  scene: Scene,
  book: Book,
  giveUp: AbortController,
): Promise<string[]> {
  const { signal, fleet, coverage } = field;
  const ended = new AbortController();
  const untilEnd = AbortSignal.any([signal, ended.signal]);
  const witness = new Witness(plan.witnessPauseMs);
  const witnessing = witness.run(scene.witness, book, untilEnd);
  const seed = `${plan.seed}/${plan.trial}`;
  const reading = readAllTheTime({ fleet, witness, coverage, signal: untilEnd }, seed);
  const parts = [scene.write(field, book), runStrikes(field, plan.strikes)];
  try {
    await Promise.all(parts);
  } catch (error) {
    giveUp.abort(error);
    throw error;
  } finally {
    ended.abort();
    await Promise.allSettled([...parts, witnessing, reading]);
  }
  return reading;
}
