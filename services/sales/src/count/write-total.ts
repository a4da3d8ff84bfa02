import type { Conditions } from "../ledger/conditions.ts";
import { positionToSql } from "../ledger/position.ts";
import type { Window } from "../revenue/query.ts";
import type { MirrorCount } from "./row-counter.ts";

/**
 * Writes an expression for the number of all rows that match: what the mirror has counted, and what
 * the statement's own snapshot shows beyond it.
 *
 * @param matches the conditions of what is counted, but for those of time; values are added to them.
 */
export function writeTotal(matches: Conditions, { parts, uncounted }: MirrorCount): string {
  const count = (...more: readonly string[]) =>
    `(select count(*) from sales.sale s ${matches.toWhere(...more)})`;
  const counted = parts.reduce((sum, { rows }) => sum + rows, 0n);
  return [
    `${matches.bind(counted)}::bigint`,
    ...parts.map(({ position, stretches }) =>
      count(
        `(s.epoch, s.xid, s.id) > ${positionToSql(position)}`,
        `(${stretches.map((stretch) => liesIn(matches, stretch)).join(" or ")})`,
      ),
    ),
    ...uncounted.map((stretch) => count(liesIn(matches, stretch))),
  ].join(" + ");
}

function liesIn(conditions: Conditions, { startMs, endMs }: Window): string {
  const [start, end] = [startMs, endMs].map((ms) => conditions.bind(new Date(ms).toISOString()));
  return `s.sale_date >= ${start}::timestamptz and s.sale_date < ${end}::timestamptz`;
}
