import { setImmediate } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { changeTotals } from "./change-totals.ts";
import { keepPatterns, listPatterns, maxCountedLength } from "./list-patterns.ts";

/** How many changes are added to the totals at once. Most totals change each time, so few times are best. */
const maxChanges = 10_000;

/** After so many changes others get their turn. */
const changesATurn = 200;

interface ChangeRow {
  readonly sign: number;
  readonly archived: boolean;
  readonly search: string;
}

/** Adds the changes of products to the totals of searches, until none is left or the signal is aborted. */
export async function foldChanges(pool: Pool, signal: AbortSignal): Promise<void> {
  let count: number | undefined = maxChanges;
  while (count === maxChanges && !signal.aborted) count = await changeTotals(pool, foldSome);
}

/** Adds some changes, and answers how many. */
async function foldSome(client: PoolClient): Promise<number> {
  const { rows: changes } = await client.query<ChangeRow>(
    `delete from search_change where id in (select id from search_change order by id limit ${maxChanges})
     returning sign, archived, search`,
  );
  if (changes.length === 0) return 0;
  const { rows: kept } = await client.query<{ pattern: string }>(
    `select distinct pattern from search_total where length(pattern) > ${maxCountedLength}`,
  );
  const patterns = keepPatterns(kept.map(({ pattern }) => pattern));
  for (const archived of [false, true]) {
    const differences = new Map<string, number>();
    const those = changes.filter((change) => change.archived === archived);
    for (const [index, { sign, search }] of those.entries()) {
      if (index % changesATurn === 0) await setImmediate();
      for (const pattern of listPatterns(search, patterns)) {
        differences.set(pattern, (differences.get(pattern) ?? 0) + sign);
      }
    }
    await add(client, archived, differences);
  }
  return changes.length;
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
