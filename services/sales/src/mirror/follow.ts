import { Caretaker } from "./caretaker.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import { copyFeed } from "./copy-feed.ts";
import { categoryFeed, type Feed, factTable, productFeed, saleFeed } from "./feeds.ts";
import type { Leadership } from "./leadership.ts";
import type { Batch } from "./read-batch.ts";
import { readTouched } from "./read-touched.ts";
import { Settling } from "./settling.ts";
import { surveyLedger } from "./survey-ledger.ts";
import { writeBatch } from "./write-batch.ts";

/** After a batch the mirror rests this many times as long as it took, to leave the machine to others. */
const restFactor = 3;

/** Copies what is new, again and again, and does in between what else the mirror is asked to do. */
export async function follow(leadership: Leadership): Promise<void> {
  const { state, client, signal } = leadership;
  const { hint, pollMs, maxPauseMs } = state.options;
  const settling = new Settling();
  const caretaker = new Caretaker(leadership);
  const ending = new AbortController();
  const stock = state.stock?.follow(leadership, AbortSignal.any([signal, ending.signal]));
  try {
    while (!signal.aborted) {
      const begunAtMs = performance.now();
      const next = hint.wait(pollMs, signal); // From now on, so that no hint is missed.
      const survey = await surveyLedger(client);
      leadership.survey = survey;
      const rowCount = await copyAll(leadership);
      if (signal.aborted) return;
      const settled = settling.settle(survey, begunAtMs);
      if (survey.damagedTables.length > 0) {
        state.freshness.forget();
      } else {
        state.freshness.hold(leadership, survey.mendings);
        if (settled) state.freshness.advance(settled.atMs, settled.begunAtMs);
      }
      const pauseMs = Math.min(maxPauseMs, restFactor * (performance.now() - begunAtMs));
      const pace = await caretaker.step(rowCount);
      if (pace === "at once") continue;
      if (rowCount === 0) await next;
      else await state.freshness.rest(pauseMs, signal);
    }
  } finally {
    ending.abort();
    await caretaker.stop();
    await stock;
  }
}

/** Copies what the newest survey has seen. Wrong facts are not added to: they are replaced as a whole. */
async function copyAll(leadership: Leadership): Promise<number> {
  const { client, at, signal, survey, state } = leadership;
  const { maxBatchRows } = state.options;
  let rowCount = 0;
  // Names first: whoever sees a sale can see its product and category.
  for (const feed of [categoryFeed, productFeed, saleFeed]) {
    if (survey.damagedTables.includes(feed.target) && feed.target === factTable) continue;
    const upTo = survey.heads[feed.name];
    const write = (batch: Batch) => writeInTime(leadership, feed, batch);
    rowCount += await copyFeed({ client, feed, at, upTo, maxBatchRows, write }, signal);
  }
  return rowCount;
}

/** Writes a batch, unless it reaches the server so late that another process may have begun to lead. */
async function writeInTime(
  { state, clockOffsetMs }: Leadership,
  feed: Feed,
  batch: Batch,
): Promise<void> {
  // From when the lock was surely held, so that a batch of a process that was paused comes too late.
  const expiresAtMs = Math.ceil(batch.readAtMs + clockOffsetMs + state.options.writeExpiryMs);
  state.ownExpiryMs = expiresAtMs;
  const writing = onClickhouse(() => writeBatch(state.clickhouse, batch, expiresAtMs, state.haste));
  writing.catch(() => {}); // It is awaited below, unless reading fails before.
  const touched = feed === saleFeed ? readTouched(batch) : undefined; // While ClickHouse works.
  await writing;
  state.ownExpiryMs = 0;
  // Only now that it has surely arrived, and before anybody is told so: Contents says why.
  if (touched) state.freshness.contents?.noteSales(touched);
  else state.freshness.contents?.noteCatalogue();
  state.metrics.rows.labels(feed.name).inc(batch.rowCount);
  if (feed === saleFeed) {
    state.position = batch.last;
    state.metrics.position.set(Number(batch.last.id));
  }
}
