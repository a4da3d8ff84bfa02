import { comparePositions } from "../ledger/position.ts";
import { createBeside, dropBeside, exchange } from "./beside.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import { copyWithheld } from "./copy-withheld.ts";
import { createMirrorClient } from "./create-mirror-client.ts";
import { categoryFeed, factTable, productFeed } from "./feeds.ts";
import { beginFilling, copyUpTo, type Filling, fillBeside } from "./fill-beside.ts";
import type { JobSteps, Tell } from "./job-steps.ts";
import type { Leadership } from "./leadership.ts";
import { noteRepair } from "./note-differences.ts";
import { readPositions } from "./read-positions.ts";
import type { RollUp } from "./roll-ups.ts";

/** Every table that a rebuild fills. */
const listTables = (rollUps: readonly RollUp[]) => [
  categoryFeed.target,
  productFeed.target,
  factTable,
  ...rollUps.map(({ table }) => table),
];

/**
 * Rebuilds the whole mirror from the ledger beside the one in service, and exchanges the two. The
 * old one is in service, and follows the ledger, until the new one has come as far.
 */
export async function* rebuildMirror(leadership: Leadership, tell: Tell): JobSteps<void> {
  const { state, client } = leadership;
  const { clickhouse, rollUps } = state;
  const { maxBatchRows } = state.options;
  const tables = listTables(rollUps);
  const reader = createMirrorClient(state.options, "backroom mirror rebuild");
  reader.on("error", () => {}); // Whatever is read over it fails.
  const abandon = new AbortController();
  const signal = AbortSignal.any([leadership.signal, abandon.signal]);
  let work: Promise<void> | undefined;
  try {
    await reader.connect();
    const beside = await onClickhouse(() => createBeside(clickhouse, client, tables));
    const filling = beginFilling({ beside, clickhouse, rollUps, reader, maxBatchRows });
    work = fillBeside(filling, () => leadership.survey.heads, signal, tell);
    yield* waitFor(work);
    await putInService(leadership, filling, signal);
    tell("removing the old tables");
    work = dropBeside(clickhouse, beside, tables);
    yield* waitFor(work);
  } finally {
    abandon.abort();
    await work?.catch(() => {}); // Whoever still waits for it has been told.
    await reader.end().catch(() => {});
  }
}

/** Lets the mirror follow the ledger until some work is done. */
async function* waitFor(work: Promise<void>): JobSteps<void> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  work.then(settle, settle);
  while (!isSettled) yield "later";
  await work;
}

/** Copies the last rows, and exchanges all tables. Nothing is mirrored meanwhile. */
async function putInService(
  leadership: Leadership,
  filling: Filling,
  signal: AbortSignal,
): Promise<void> {
  const { state, client, survey } = leadership;
  const { clickhouse } = state;
  const tables = listTables(state.rollUps);
  const { at, beside, reader } = filling;
  await copyUpTo(filling, survey.heads, signal, () => {});
  signal.throwIfAborted();
  await onClickhouse(async () => {
    for (const feed of [categoryFeed, productFeed]) {
      const target = { ...feed, target: beside.nameOf(feed.target) };
      await copyWithheld(reader, clickhouse, target, at[feed.name], signal);
    }
    await checkPositions(filling);
    await dropViews(filling);
    for (const table of tables) await exchange(clickhouse, beside, table);
  });
  Object.assign(leadership.at, at);
  state.position = at.sale;
  await noteRepair(client, tables);
}

/** Makes sure that the facts and every roll-up have come to where they should have. */
async function checkPositions({ clickhouse, rollUps, beside, at }: Filling): Promise<void> {
  const { sale, rollUps: found } = await readPositions(clickhouse, rollUps, beside.nameOf);
  for (const [table, position] of [[factTable, sale] as const, ...found]) {
    if (comparePositions(position, at.sale) !== 0) {
      throw new Error(`${beside.nameOf(table)} has not come as far as was copied`);
    }
  }
}

async function dropViews({ clickhouse, rollUps, beside }: Filling): Promise<void> {
  for (const { table } of rollUps) {
    await clickhouse.command({ query: `DROP VIEW ${beside.nameOf(`fill_${table}`)} SYNC` });
  }
}
