import type { ClickHouseClient } from "@clickhouse/client";
import type { Pool } from "pg";
import type { Coverage } from "./coverage.ts";
import type { Fleet } from "./fleet.ts";
import type { MirrorTuning } from "./programs/mirror-program.ts";
import type { Progress } from "./progress.ts";
import type { Neighbour } from "./scenes/scene.ts";
import type { ClickhouseProxy } from "./world/clickhouse-proxy.ts";
import type { World } from "./world/world.ts";

/** What faults strike in one trial. */
export interface Battlefield {
  readonly world: World;
  readonly proxy: ClickhouseProxy;
  readonly fleet: Fleet;
  readonly neighbours: readonly Neighbour[];
  readonly tuning: MirrorTuning;
  readonly progress: Progress;
  readonly coverage: Coverage;
  /** The database of the trial, in PostgreSQL. */
  readonly database: string;
  /** The ledger as the superuser sees it; fails while PostgreSQL is down. */
  readonly ledger: Pool;
  /** Goes past the proxy to ClickHouse as it is just now. */
  openClickhouse(): ClickHouseClient;
  /** Aborted when the trial is given up. */
  readonly signal: AbortSignal;
}
