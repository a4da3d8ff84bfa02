import { addMatches, Conditions } from "../ledger/conditions.ts";
import type { RowSelection } from "../ledger/filter-rows.ts";
import { positionToSql } from "../ledger/position.ts";
import type { Window } from "../revenue/query.ts";
import type { MirrorCount } from "./row-counter.ts";

/**
 * Writes an expression for the number of all rows that match: what the mirror has counted, and what
 * the statement's own snapshot shows beyond it.
 *
 * @param values the statement's, which more are added to.
 */
export function writeTotal(
  values: unknown[],
  selection: RowSelection,
  { parts, uncounted }: MirrorCount,
): string {
  if (parts.length + uncounted.length === 0) return "0::bigint"; // A range of no length.
  const matches = new Conditions(values);
  addMatches(matches, selection, "(s.product_id + 0)");
  const count = (...more: readonly string[]) =>
    `(select count(*) from sales.sale s ${matches.toWhere(...more)})`;
  const counted = sumCounted(parts);
  // They have mostly come equally far, and PostgreSQL takes a millisecond to plan with thousands of products.
  const byPosition = Map.groupBy(parts, ({ position }) => positionToSql(position));
  return [
    `${matches.bind(counted)}::bigint`,
    ...[...byPosition].map(([beyond, alike]) =>
      count(
        `(s.epoch, s.xid, s.id) > ${beyond}`,
        `(${alike.flatMap(({ stretches }) => stretches.map((stretch) => liesIn(matches, stretch))).join(" or ")})`,
      ),
    ),
    ...uncounted.map((stretch) => count(liesIn(matches, stretch))),
  ].join(" + ");
}

/** The number of rows that the mirror has counted. */
export function sumCounted(parts: MirrorCount["parts"]): bigint {
  return parts.reduce((sum, { rows }) => sum + rows, 0n);
}

function liesIn(conditions: Conditions, { startMs, endMs }: Window): string {
  const [start, end] = [startMs, endMs].map((ms) => conditions.bind(new Date(ms).toISOString()));
  return `s.sale_date >= ${start}::timestamptz and s.sale_date < ${end}::timestamptz`;
}
