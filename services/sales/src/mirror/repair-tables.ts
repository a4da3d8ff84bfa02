import { createBeside, dropBeside, exchange } from "./beside.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import { copyWithheld } from "./copy-withheld.ts";
import { categoryFeed, type Feed, productFeed } from "./feeds.ts";
import { beginFilling, copyUpTo } from "./fill-beside.ts";
import type { Leadership } from "./leadership.ts";
import { noteRepair } from "./note-differences.ts";
import { rebuildRollUps } from "./rebuild-roll-ups.ts";

/**
 * Rebuilds roll-ups from the facts, and products and categories from the ledger, beside the wrong
 * ones, and exchanges them. Nothing is mirrored meanwhile.
 */
export async function repairTables(
  leadership: Leadership,
  tables: readonly string[],
): Promise<void> {
  const { state, client, signal } = leadership;
  const wrong = state.rollUps.map(({ table }) => table).filter((table) => tables.includes(table));
  if (wrong.length > 0) {
    await onClickhouse(() => rebuildRollUps(state.clickhouse, client, wrong, signal));
  }
  for (const feed of [categoryFeed, productFeed]) {
    if (tables.includes(feed.target)) await rebuildNames(leadership, feed);
  }
  await noteRepair(client, tables);
}

async function rebuildNames(leadership: Leadership, feed: Feed): Promise<void> {
  const { state, client, signal, survey } = leadership;
  const { clickhouse } = state;
  const { maxBatchRows } = state.options;
  const beside = await onClickhouse(() => createBeside(clickhouse, client, [feed.target]));
  const filling = beginFilling({
    beside,
    clickhouse,
    rollUps: state.rollUps,
    reader: client,
    maxBatchRows,
  });
  await copyUpTo(filling, survey.heads, signal, () => {}, [feed]);
  const place = filling.at[feed.name];
  const target = { ...feed, target: beside.nameOf(feed.target) };
  await onClickhouse(async () => {
    await copyWithheld(client, clickhouse, target, place, signal);
    signal.throwIfAborted();
    await exchange(clickhouse, beside, feed.target);
    await dropBeside(clickhouse, beside, [feed.target]);
  });
  leadership.at[feed.name] = place;
}
