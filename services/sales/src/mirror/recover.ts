import type { Client } from "pg";
import { formatPosition } from "../ledger/position.ts";
import { completeStoreTables } from "../store-days/complete-store-tables.ts";
import { prepareStoreTables } from "../store-days/prepare-store-tables.ts";
import { listStoreRollUps } from "../store-days/store-roll-ups.ts";
import { assessDamage } from "./assess-damage.ts";
import { awaitExpiry, awaitQuiet } from "./await-quiet.ts";
import { dropEveryBeside } from "./beside.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import { factTable } from "./feeds.ts";
import type { Leadership } from "./leadership.ts";
import { levelRollUps } from "./level-roll-ups.ts";
import { migrateMirror } from "./migrate-mirror.ts";
import { noteDifferences } from "./note-differences.ts";
import type { MirrorState } from "./start-mirror.ts";
import { surveyLedger } from "./survey-ledger.ts";

/**
 * Finds out where to go on, and mends what a crash has left.
 *
 * @param quietMs how long a batch that somebody else has sent may still arrive.
 */
export async function recover(
  state: MirrorState,
  client: Client,
  quietMs: number,
  signal: AbortSignal,
): Promise<Leadership> {
  const { clickhouse, rollUps } = state;
  const { clickhouseUrl, log, writeExpiryMs } = state.options;
  const { positions, clockOffsetMs } = await onClickhouse(async () => {
    // A batch that came while tables are replaced would hide that they lack all before it.
    const prepare = async () => {
      await awaitExpiry(clickhouse, quietMs, state.ownExpiryMs, signal);
    };
    await migrateMirror(clickhouse, clickhouseUrl, prepare);
    await dropEveryBeside(clickhouse);
    await prepareStoreTables(clickhouse, state.storeDays, prepare);
    return awaitQuiet(clickhouse, rollUps, quietMs, state.ownExpiryMs, signal);
  });
  const heldAtMs = performance.now();
  let survey = await surveyLedger(client); // Fails when the connection, and with it the lock, is gone.
  if (!survey.damagedTables.includes(factTable)) {
    const found = survey;
    const damage = await onClickhouse(() => assessDamage(clickhouse, positions, found));
    if (damage.length > 0) {
      await noteDifferences(state, client, damage);
      survey = await surveyLedger(client);
    }
  }
  if (!survey.damagedTables.includes(factTable)) {
    state.ownExpiryMs = Math.ceil(heldAtMs + clockOffsetMs + writeExpiryMs);
    const mended = await onClickhouse(async () => [
      ...(await levelRollUps(clickhouse, client, rollUps, positions, state.ownExpiryMs, signal)),
      ...(await completeStoreTables(clickhouse, client, listStoreRollUps(state.storeDays), signal)),
    ]);
    state.ownExpiryMs = 0;
    if (mended.length > 0) log.warn({ mended }, "roll-ups were made level with the facts");
  }
  log.info({ position: formatPosition(positions.sale) }, "the mirror goes on");
  state.position = positions.sale;
  const { sale, product, category } = positions;
  return { state, client, at: { sale, product, category }, clockOffsetMs, signal, survey };
}
