import { clickhouseAway } from "./clickhouse-away.ts";
import { cutBody } from "./cut-body.ts";
import { damageMirror } from "./damage-mirror.ts";
import { endSession } from "./end-session.ts";
import { failView } from "./fail-view.ts";
import type { Fault } from "./fault.ts";
import { freezeClickhouse } from "./freeze-clickhouse.ts";
import { fullDisk } from "./full-disk.ts";
import { holdInsert } from "./hold-insert.ts";
import { killClickhouse } from "./kill-clickhouse.ts";
import { killMirror } from "./kill-mirror.ts";
import { killNeighbour } from "./kill-neighbour.ts";
import { killPostgres } from "./kill-postgres.ts";
import { killSales } from "./kill-sales.ts";
import { loseAnswer } from "./lose-answer.ts";
import { openElsewhere } from "./open-elsewhere.ts";
import { orphanInsert } from "./orphan-insert.ts";
import { pauseMirror } from "./pause-mirror.ts";
import { rebuildMirror } from "./rebuild-mirror.ts";
import { slowNetwork } from "./slow-network.ts";
import { stopGracefully } from "./stop-gracefully.ts";

/** Every fault there is. */
export const faults: readonly Fault[] = [
  killMirror,
  stopGracefully,
  pauseMirror,
  orphanInsert,
  killClickhouse,
  freezeClickhouse,
  failView,
  clickhouseAway,
  fullDisk,
  killPostgres,
  endSession,
  openElsewhere,
  loseAnswer,
  cutBody,
  holdInsert,
  slowNetwork,
  rebuildMirror,
  damageMirror,
  killSales,
  killNeighbour,
];
