import type { Client } from "pg";
import { comparePositions } from "../ledger/position.ts";
import { leastOf, type Positions, readPositions } from "./read-positions.ts";
import type { MirrorState } from "./start-mirror.ts";
import { type Survey, surveyLedger } from "./survey-ledger.ts";

const watchMs = 250;

/**
 * Tries to become the one process that mirrors, and until it can, watches how far the other one has
 * come.
 *
 * @returns whether it had to wait for another.
 */
export async function observe(
  state: MirrorState,
  client: Client,
  signal: AbortSignal,
): Promise<boolean> {
  let hadToWait = false;
  while (!signal.aborted && !(await tryLock(client))) {
    hadToWait = true;
    const begunAtMs = performance.now();
    const next = state.options.hint.wait(watchMs, signal);
    const survey = await surveyLedger(client);
    try {
      const positions = await readPositions(state.clickhouse);
      const position = leastOf(positions);
      if (comparePositions(position, state.position) < 0) state.freshness.forget();
      state.position = position;
      if (hasArrived(survey, positions)) {
        // Named by what has come least far, as an answer may be made from any of the tables.
        state.freshness.hold({ ...positions, sale: position });
        state.freshness.advance(survey.atMs, begunAtMs);
      }
    } catch (error) {
      state.freshness.forget();
      state.options.log.warn({ err: error }, "ClickHouse cannot be watched");
    }
    await next;
  }
  return hadToWait;
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('backroom mirror', 0)) as locked",
  );
  return rows[0]?.locked === true;
}

/** Whether all that a survey saw is in every table of the mirror. */
function hasArrived({ heads, isWithheld }: Survey, positions: Positions): boolean {
  return (
    !isWithheld &&
    comparePositions(leastOf(positions), heads.sale) >= 0 &&
    comparePositions(positions.product, { ...heads.product, id: 0n }) >= 0 &&
    comparePositions(positions.category, { ...heads.category, id: 0n }) >= 0
  );
}
