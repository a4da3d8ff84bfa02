import { utcRollUps } from "../mirror/roll-ups.ts";
import { filterToSql } from "../revenue/filter-to-sql.ts";
import type { RevenueFilter, Window } from "../revenue/query.ts";
import { spansToSql } from "../revenue/spans-to-sql.ts";
import type { TimeTable } from "../revenue/time-tables.ts";
import type { Sql } from "../revenue/to-sql.ts";

/** The stretches of time that one roll-up counts. */
export interface Share {
  readonly table: TimeTable;
  readonly stretches: readonly Window[];
}

/**
 * Writes the statement that answers a row `place, counted, reached` for each share: the share's place,
 * how many rows of the ledger match, and the position up to which the roll-up holds them. A batch of
 * the mirror adds to a roll-up both what it counted and its position in one part, and a statement
 * reads either all of a part or nothing: so of each roll-up by itself the count is exact.
 */
export function countToSql(filter: RevenueFilter, shares: readonly Share[]): Sql {
  const params: Record<string, unknown> = {};
  const conditions = filterToSql(filter, params);
  const selects = shares.map(({ table, stretches }, place) => {
    const watermark = utcRollUps.find((rollUp) => rollUp.table === table.name)?.watermark;
    if (!watermark) throw new Error(`${table.name} has no watermark`);
    const matches = [...spansToSql(table, stretches, place, params), ...conditions].join(" AND ");
    return `SELECT ${place} AS place, sum(entries) AS counted, max(position) AS reached FROM ${table.name} WHERE (${matches}) OR (${watermark})`;
  });
  return { sql: selects.join(" UNION ALL "), params };
}
