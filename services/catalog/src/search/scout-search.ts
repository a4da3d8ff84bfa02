import type { Pool } from "pg";
import { prepare } from "../database/prepare.ts";
import { maxCountedLength } from "./list-patterns.ts";
import type { Pattern } from "./pattern.ts";

/** What is known of a search before it is run: about how many products there are. */
export interface Scouting {
  /** Of all patterns, archived or not as asked. */
  readonly all: number;
  /** That contain the pattern; undefined when no total is kept of it. */
  readonly total: number | undefined;
}

const text = `with asked as (select lower($1) collate "C" as text, $2::boolean as archived)
  select length(text) as length,
    coalesce((select total from search_total t where t.pattern = '' and t.archived = asked.archived), 0)::int as all,
    (select total from search_total t where t.pattern = text and t.archived = asked.archived)::int as total
  from asked`;

interface ScoutRow {
  readonly length: number;
  readonly all: number;
  readonly total: number | null;
}

/** Makes the look-up of what the kept totals say of a pattern. Changes of the last second may be missing. */
export function searchScout(pool: Pool): (pattern: Pattern) => Promise<Scouting> {
  const read = prepare<ScoutRow>(pool, "scout-search", text);
  return async (pattern) => {
    const [row] = await read([pattern.text, pattern.archived]);
    if (!row) throw new Error("the scout of a search answered no row");
    return { all: row.all, total: row.total ?? (row.length <= maxCountedLength ? 0 : undefined) };
  };
}
