import { fileURLToPath } from "node:url";
import { recordCatalogue } from "@backroom/sales/testing/record-entries";
import type { Battlefield } from "../battlefield.ts";
import { Fleet, internalToken } from "../fleet.ts";
import type { MirrorWork, TrialPlan } from "../plan/plan-trial.ts";
import { Program, type ProgramOptions } from "../world/program.ts";
import { Connection } from "../writers/connection.ts";
import { insertWitness } from "../writers/insert-witness.ts";
import { runCatalogueLane } from "../writers/run-catalogue-lane.ts";
import { runSalesLane } from "../writers/run-sales-lane.ts";
import type { Scene } from "./scene.ts";

const module = fileURLToPath(new URL("../programs/mirror-program.ts", import.meta.url));

/** What every scene is set with. */
export interface SceneOptions {
  readonly plan: TrialPlan;
  /** The ledger, for the role that owns it. */
  readonly ledgerUrl: string;
  /** ClickHouse with the mirror's database, through the proxy. */
  readonly clickhouseUrl: string;
  readonly log: ProgramOptions["log"];
  /** Looks at what every program says. */
  readonly onLine: ProgramOptions["onLine"];
}

/** Sets the mirror alone: processes that mirror and answer, and writers straight in PostgreSQL. */
export function setMirrorScene(
  { plan, ledgerUrl, clickhouseUrl, log, onLine }: SceneOptions,
  work: MirrorWork,
): Scene {
  const heed: ProgramOptions["onLine"] = (line, program) => {
    fleet.heed(line, program);
    onLine(line, program);
  };
  const programs = Array.from({ length: plan.mirrors }, (_, i) => {
    return new Program({
      name: `mirror ${i + 1} of trial ${plan.trial}`,
      module,
      log,
      onLine: heed,
    });
  });
  const fleet: Fleet = new Fleet(programs, {
    LOG_LEVEL: "info",
    INTERNAL_TOKEN: internalToken,
    SALES_DATABASE_URL: ledgerUrl,
    CLICKHOUSE_URL: clickhouseUrl,
    MIRROR_TUNING: JSON.stringify(plan.tuning),
  });
  const witnessing = new Connection(ledgerUrl);
  return {
    fleet,
    neighbours: [],
    async start({ ledger }: Battlefield) {
      await recordCatalogue(ledger, plan.assortment);
      await Promise.all(programs.map((program) => fleet.start(program)));
    },
    async write({ progress, signal }, book) {
      const deps = { ledgerUrl, book, progress, signal };
      const lanes = work.salesLanes.map((lane) => runSalesLane(deps, lane));
      await Promise.all([...lanes, runCatalogueLane(deps, work.catalogueLane)]);
    },
    witness: (sale, signal) => insertWitness(witnessing, sale, signal),
    check: async () => [],
    heal: async () => {},
    async stop() {
      witnessing.drop();
      await fleet.stop();
    },
    async kill() {
      witnessing.drop();
      await fleet.kill();
    },
  };
}
