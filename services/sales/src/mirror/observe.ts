import type { Client } from "pg";
import { comparePositions, formatPosition } from "../ledger/position.ts";
import { leastOf, type Positions, readPositions } from "./read-positions.ts";
import { type Moment, Settling } from "./settling.ts";
import type { MirrorState } from "./start-mirror.ts";
import { type Survey, surveyLedger } from "./survey-ledger.ts";

const watchMs = 250;

/** A survey of the ledger, and the moment that the mirror will have reached with what it saw. */
interface Seen {
  readonly survey: Survey;
  readonly settled: Moment;
}

/**
 * Tries to become the one process that mirrors, and until it can, watches how far the other one has
 * come.
 */
export async function observe(
  state: MirrorState,
  client: Client,
  signal: AbortSignal,
): Promise<void> {
  let awaited: Seen | undefined;
  const settling = new Settling();
  while (!signal.aborted && !(await tryLock(client))) {
    const begunAtMs = performance.now();
    const next = state.options.hint.wait(watchMs, signal);
    const survey = await surveyLedger(client);
    const settled = settling.settle(survey, begunAtMs);
    const newest = settled && { survey, settled };
    try {
      const positions = await readPositions(state.clickhouse, state.rollUps);
      state.losses.clickhouse.regained();
      const position = leastOf(positions);
      const isDamaged = survey.damagedTables.length > 0;
      if (isDamaged || comparePositions(position, state.position) < 0) state.freshness.forget();
      state.position = position;
      if (isDamaged) {
        await next;
        continue;
      }
      // By what has come least far, as an answer may be made from any of the tables.
      const places = [positions.category, positions.product, position].map(formatPosition);
      state.freshness.hold(places.join("/"), survey.mendings);
      // While much is sold the newest survey is always ahead of the mirror, but an older one arrives.
      const arrived = [newest, awaited].find((seen) => seen && hasArrived(seen.survey, positions));
      if (arrived) state.freshness.advance(arrived.settled.atMs, arrived.settled.begunAtMs);
      if (arrived || !awaited) awaited = arrived === newest ? undefined : newest;
    } catch (error) {
      state.freshness.forget();
      state.losses.clickhouse.lost(error);
    }
    await next;
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('backroom mirror', 0)) as locked",
  );
  return rows[0]?.locked === true;
}

/** Whether all that a survey saw is in every table of the mirror. */
function hasArrived({ heads }: Survey, positions: Positions): boolean {
  return (
    comparePositions(leastOf(positions), heads.sale) >= 0 &&
    comparePositions(positions.product, heads.product) >= 0 &&
    comparePositions(positions.category, heads.category) >= 0
  );
}
