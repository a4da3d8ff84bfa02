import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { comparePositions, formatPosition, type Position } from "../ledger/position.ts";
import { awaitQuiet } from "./await-quiet.ts";
import { clearMirror } from "./clear-mirror.ts";
import { categoryFeed, type Feed, productFeed, saleFeed } from "./feeds.ts";
import { levelRollUps } from "./level-roll-ups.ts";
import { migrateMirror } from "./migrate-mirror.ts";
import { type Batch, readBatch } from "./read-batch.ts";
import { countRepeatedBatches, type Positions, readPositions } from "./read-positions.ts";
import { Settling } from "./settling.ts";
import type { MirrorState } from "./start-mirror.ts";
import { surveyLedger } from "./survey-ledger.ts";
import { writeBatch } from "./write-batch.ts";

const maxBackoffMs = 2_000;

/** After a batch the mirror rests this many times as long as it took, to leave the machine to others. */
const restFactor = 3;

/** Where each feed has come, and how ClickHouse's clock differs from performance.now(). */
interface Course {
  readonly at: Record<Feed["name"], Position>;
  readonly clockOffsetMs: number;
}

/**
 * Mirrors until the signal is aborted or PostgreSQL fails. After any error of ClickHouse it asks
 * ClickHouse how far the mirror has come and goes on from there.
 *
 * @param quietMs how long a batch that somebody else has sent may still arrive.
 */
export async function lead(
  state: MirrorState,
  client: Client,
  signal: AbortSignal,
  quietMs: number,
): Promise<void> {
  let backoffMs = 50;
  let quietLeftMs = quietMs;
  while (!signal.aborted) {
    try {
      const course = await recover(state, client, quietLeftMs, signal);
      state.losses.clickhouse.regained();
      quietLeftMs = 0;
      backoffMs = 50;
      await follow(state, client, course, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof ClickhouseError)) throw error;
      state.freshness.forget();
      state.losses.clickhouse.lost(error.cause);
      await sleep(backoffMs, undefined, { signal }).catch(() => {});
      backoffMs = Math.min(2 * backoffMs, maxBackoffMs);
    }
  }
}

/** Says that it was ClickHouse that failed; the cause says how. */
class ClickhouseError extends Error {}

/** Marks the errors of ClickHouse. */
async function onClickhouse<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new ClickhouseError("ClickHouse failed", { cause });
  }
}

/** Finds out where to go on, and mends what a crash has left. */
async function recover(
  state: MirrorState,
  client: Client,
  quietMs: number,
  signal: AbortSignal,
): Promise<Course> {
  const { clickhouse } = state;
  const { clickhouseUrl, log, writeExpiryMs } = state.options;
  const { positions, clockOffsetMs } = await onClickhouse(async () => {
    await migrateMirror(clickhouse, clickhouseUrl);
    return awaitQuiet(clickhouse, quietMs, state.ownExpiryMs, signal);
  });
  const heldAtMs = performance.now();
  await client.query("select"); // Fails when the connection, and with it the lock, is gone.
  return onClickhouse(async () => {
    const repeated = await countRepeatedBatches(clickhouse, positions.sale);
    if (repeated > 0) {
      log.error({ batches: repeated }, "the facts hold batches twice; the mirror is filled anew");
      state.freshness.forget(); // What it holds from now on is not what was promised.
      await clearMirror(clickhouse);
    }
    const present = repeated > 0 ? await readPositions(clickhouse) : positions;
    state.ownExpiryMs = Math.ceil(heldAtMs + clockOffsetMs + writeExpiryMs);
    const mended = await levelRollUps(clickhouse, present, state.ownExpiryMs);
    state.ownExpiryMs = 0;
    if (mended.length > 0) log.warn({ mended }, "roll-ups were made level with the facts");
    log.info({ position: formatPosition(present.sale) }, "the mirror goes on");
    state.position = present.sale;
    return { at: courseOf(present), clockOffsetMs };
  });
}

function courseOf({ sale, product, category }: Positions): Course["at"] {
  return { sale, product, category };
}

/** Copies what is new, again and again. */
async function follow(
  state: MirrorState,
  client: Client,
  course: Course,
  signal: AbortSignal,
): Promise<void> {
  const { hint, pollMs, maxPauseMs } = state.options;
  const settling = new Settling();
  while (!signal.aborted) {
    const begunAtMs = performance.now();
    const next = hint.wait(pollMs, signal); // From now on, so that no hint is missed.
    const survey = await surveyLedger(client);
    let rowCount = 0;
    // Names first: whoever sees a sale can see its product and category.
    for (const feed of [categoryFeed, productFeed, saleFeed]) {
      rowCount += await copyFeed(state, client, course, feed, survey.heads[feed.name], signal);
    }
    if (signal.aborted) return;
    state.freshness.hold(course.at);
    const settled = settling.settle(survey, begunAtMs);
    if (settled) state.freshness.advance(settled.atMs, settled.begunAtMs);
    const pauseMs = Math.min(maxPauseMs, restFactor * (performance.now() - begunAtMs));
    if (rowCount === 0) await next;
    else await state.freshness.rest(pauseMs, signal);
  }
}

/** Copies a feed up to a position, reading the next batch while one is written. */
async function copyFeed(
  state: MirrorState,
  client: Client,
  { at, clockOffsetMs }: Course,
  feed: Feed,
  upTo: Position,
  signal: AbortSignal,
): Promise<number> {
  const { maxBatchRows, writeExpiryMs } = state.options;
  const read = (after: Position) => readBatch(client, feed, after, upTo, maxBatchRows);
  let rowCount = 0;
  let next: Promise<Batch> | undefined;
  try {
    while (comparePositions(at[feed.name], upTo) < 0 && !signal.aborted) {
      const batch = await (next ?? read(at[feed.name]));
      next = undefined;
      if (batch.rowCount === 0) break;
      if (batch.rowCount === maxBatchRows) {
        next = read(batch.last);
        next.catch(() => {}); // It is awaited in the next round, or below.
      }
      // From when the lock was surely held, so that a batch of a process that was paused comes too late.
      const expiresAtMs = Math.ceil(batch.readAtMs + clockOffsetMs + writeExpiryMs);
      state.ownExpiryMs = expiresAtMs;
      await onClickhouse(() => writeBatch(state.clickhouse, batch, expiresAtMs, state.haste));
      state.ownExpiryMs = 0;
      at[feed.name] = batch.last;
      rowCount += batch.rowCount;
      state.metrics.rows.labels(feed.name).inc(batch.rowCount);
      if (feed === saleFeed) {
        state.position = batch.last;
        state.metrics.position.set(Number(batch.last.id));
      }
    }
  } finally {
    await next?.catch(() => {});
  }
  return rowCount;
}
