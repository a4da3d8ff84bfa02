import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { beginning } from "../ledger/position.ts";
import type { Beside } from "./beside.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import { copyFeed } from "./copy-feed.ts";
import { categoryFeed, type Feed, factTable, productFeed, saleFeed } from "./feeds.ts";
import { fillRollUps } from "./fill-roll-ups.ts";
import type { Tell } from "./job-steps.ts";
import type { Leadership } from "./leadership.ts";
import { readFilling } from "./read-filling.ts";
import type { RollUp } from "./roll-ups.ts";
import type { Survey } from "./survey-ledger.ts";
import { writeBatch } from "./write-batch.ts";

/** A mirror that is being filled beside the one in service. */
export interface Filling {
  readonly beside: Beside;
  readonly clickhouse: ClickHouseClient;
  /** All that the mirror has. */
  readonly rollUps: readonly RollUp[];
  /** A connection to PostgreSQL of its own. */
  readonly reader: Client;
  readonly maxBatchRows: number;
  /** Where each feed has come. */
  readonly at: Leadership["at"];
}

/** Prepares to fill a mirror. */
export function beginFilling(parts: Omit<Filling, "at">): Filling {
  return { ...parts, at: { category: beginning, product: beginning, sale: beginning } };
}

/**
 * Fills an empty mirror from the ledger, until it is hardly behind or comes no nearer: first the
 * facts alone, then the roll-ups from the facts, and then, through views like those in service,
 * what has come since.
 *
 * @param heads answers up to where the ledger can be read by now.
 */
export async function fillBeside(
  filling: Filling,
  heads: () => Survey["heads"],
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { beside, clickhouse, maxBatchRows, reader } = filling;
  const { rows } = await reader.query<{ estimate: string }>(
    "select coalesce(max(id), 0)::text as estimate from sales.sale", // Ids have few gaps.
  );
  const about = rows[0]?.estimate;
  await copyUpTo(filling, heads(), signal, (done) => tell(`copied ${done} of about ${about} rows`));
  const names = filling.rollUps.map(({ table }) => table);
  const fact = beside.nameOf(factTable);
  await onClickhouse(async () => {
    const what = { rollUps: names, nameOf: beside.nameOf, fact };
    await fillRollUps(clickhouse, what, signal, (done, all) =>
      tell(`summed ${done} of ${all} rows`),
    );
    for (const table of names) {
      const select = await readFilling(clickhouse, table, { fact });
      const view = beside.nameOf(`fill_${table}`);
      await clickhouse.command({
        query: `CREATE MATERIALIZED VIEW ${view} TO ${beside.nameOf(table)} AS ${select}`,
      });
    }
  });
  let before = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    const rowCount = await copyUpTo(filling, heads(), signal, () => tell("catching up"));
    if (rowCount < maxBatchRows || rowCount >= before) break; // No nearer: the rest is copied at the end.
    before = rowCount;
  }
}

/**
 * Copies everything that is new up to a place.
 *
 * @param tell is told after each batch how many rows have been copied.
 * @param feeds what is copied; everything when absent.
 * @returns how many were copied.
 */
export async function copyUpTo(
  { beside, clickhouse, reader, maxBatchRows, at }: Filling,
  heads: Survey["heads"],
  signal: AbortSignal,
  tell: (rows: number) => void,
  feeds: readonly Feed[] = [categoryFeed, productFeed, saleFeed],
): Promise<number> {
  let rowCount = 0;
  for (const feed of feeds) {
    const target = { ...feed, target: beside.nameOf(feed.target) };
    const upTo = heads[feed.name];
    await copyFeed(
      {
        client: reader,
        feed: target,
        at,
        upTo,
        maxBatchRows,
        async write(batch) {
          await onClickhouse(() => writeBatch(clickhouse, batch, undefined, signal));
          rowCount += batch.rowCount;
          tell(rowCount);
        },
      },
      signal,
    );
  }
  return rowCount;
}
