import { setImmediate } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { changeTotals } from "./change-totals.ts";
import {
  type KeptPatterns,
  keepPatterns,
  listPatterns,
  maxCountedLength,
} from "./list-patterns.ts";

/** How many changes are added to the totals at once. Most totals change each time, so few times are best. */
const maxChanges = 10_000;

/** After so many changes others get their turn. */
const changesATurn = 200;

interface ChangeRow {
  readonly id: string;
  readonly sign: number;
  readonly archived: boolean;
  readonly search: string;
}

/** Adds the changes of products to the totals of searches, until none is left or the signal is aborted. */
export async function foldChanges(pool: Pool, signal: AbortSignal): Promise<void> {
  let count: number | undefined = maxChanges;
  while (count === maxChanges && !signal.aborted) count = await changeTotals(pool, foldSome);
}

/**
 * Adds some changes, and answers how many. Nothing is written before all is worked out: a transaction
 * that has written holds up whoever follows the ledger or the catalogue.
 */
async function foldSome(client: PoolClient): Promise<number> {
  const { rows: changes } = await client.query<ChangeRow>(
    `select id, sign, archived, search from search_change order by id limit ${maxChanges}`,
  );
  if (changes.length === 0) return 0;
  const { rows: kept } = await client.query<{ pattern: string }>(
    `select distinct pattern from search_total where length(pattern) > ${maxCountedLength}`,
  );
  const patterns = keepPatterns(kept.map(({ pattern }) => pattern));
  const present = await sumDifferences(changes, false, patterns);
  const archived = await sumDifferences(changes, true, patterns);
  // Only whoever holds the lock takes changes out, so all of them are there still.
  await client.query("delete from search_change where id = any($1::bigint[])", [
    changes.map(({ id }) => id),
  ]);
  await add(client, false, present);
  await add(client, true, archived);
  return changes.length;
}

/** Sums by pattern what the changes of archived products, or of the others, add to the totals. */
async function sumDifferences(
  changes: readonly ChangeRow[],
  archived: boolean,
  patterns: KeptPatterns,
): Promise<Map<string, number>> {
  const differences = new Map<string, number>();
  const those = changes.filter((change) => change.archived === archived);
  for (const [index, { sign, search }] of those.entries()) {
    if (index % changesATurn === 0) await setImmediate();
    for (const pattern of listPatterns(search, patterns)) {
      differences.set(pattern, (differences.get(pattern) ?? 0) + sign);
    }
  }
  return differences;
}

/** Adds differences to totals; what is nowhere to be found any more is removed. */
async function add(
  client: PoolClient,
  archived: boolean,
  differences: ReadonlyMap<string, number>,
): Promise<void> {
  const changed = [...differences].filter(([, difference]) => difference !== 0);
  if (changed.length === 0) return;
  await client.query(
    `with difference (pattern, by) as (
      select pattern collate "C", by from unnest($1::text[], $2::bigint[]) as given (pattern, by)
    ), gone as (
      delete from search_total t using difference d
      where t.archived = $3 and t.pattern = d.pattern and t.total + d.by = 0
      returning t.pattern
    )
    insert into search_total as t (pattern, archived, total)
    select pattern, $3, by from difference d
    where (length(pattern) <= ${maxCountedLength} or exists
        (select from search_total k where k.archived = $3 and k.pattern = d.pattern))
      and pattern not in (select pattern from gone)
    on conflict (pattern, archived) do update set total = t.total + excluded.total`,
    [changed.map(([pattern]) => pattern), changed.map(([, by]) => by), archived],
  );
}
