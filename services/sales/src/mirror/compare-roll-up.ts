import type { ClickHouseClient } from "@clickhouse/client";
import type { Difference } from "./difference.ts";
import { factTable } from "./feeds.ts";
import type { Chunk } from "./list-chunks.ts";
import { readFilling } from "./read-filling.ts";
import type { RollUp } from "./roll-ups.ts";

const sums = ["amount", "units", "entries"] as const;
const ends = ["first_at", "last_at"] as const;

/** The number of rows that are wrong in one place, and their sums as they should be and as they are. */
type Row = [place: string, rows: string, expected: string[], found: string[]];

/**
 * Compares a chunk of a roll-up with what the facts give, row by row. Nothing may be written to the
 * mirror meanwhile.
 */
export async function compareRollUp(
  client: ClickHouseClient,
  { table, keys, date, factDate, hasEnds }: RollUp,
  { from, to }: Chunk,
): Promise<Difference[]> {
  const columns = [...keys, ...sums, ...(hasEnds ? ends : [])].join(", ");
  const filling = await readFilling(client, table, {
    fact: factTable,
    where: `kind != 'WATERMARK' AND ${factDate ? within(factDate, from, to) : `toDate(sale_date) BETWEEN '${from}' AND '${to}'`}`,
  });
  const side = (column: string, i: number) =>
    ends.includes(column as "first_at")
      ? `${column === "first_at" ? "min" : "max"}If(${column}, side = ${i})`
      : `sumIf(${column}, side = ${i})`;
  const compared = [...sums, ...(hasEnds ? ends : [])];
  const pairs = compared.map(
    (column) => `${side(column, 0)} AS expected_${column}, ${side(column, 1)} AS found_${column}`,
  );
  const differ = compared.map((column) => `expected_${column} != found_${column}`).join(" OR ");
  const total = (prefix: string) =>
    `[${sums.map((sum) => `toString(sum(${prefix}_${sum}))`).join(", ")}]`;
  const answer = await client.query({
    query: `SELECT toString(${date}) AS place, toString(count()), ${total("expected")}, ${total("found")} FROM (
        SELECT ${keys.join(", ")}, ${pairs.join(", ")} FROM (
          SELECT ${columns}, 0 AS side FROM (${filling})
          UNION ALL
          SELECT ${columns}, 1 AS side FROM ${table} WHERE kind != 'WATERMARK' AND ${date} BETWEEN '${from}' AND '${to}'
        ) GROUP BY ${keys.join(", ")} HAVING ${differ}
      ) GROUP BY place ORDER BY place LIMIT 100`,
    format: "JSONCompactEachRow",
  });
  const rows = await answer.json<Row>();
  return rows.map(([place, count, expected, found]) => ({
    table,
    place,
    expected: `${describe(expected)} in ${count} rows`,
    found: describe(found),
  }));
}

/** Picks the facts of some dates of the shop's calendar, which is less than a day ahead or behind. */
function within(factDate: string, from: string, to: string): string {
  const start = `toDateTime64('${from}', 3, 'UTC') - INTERVAL 1 DAY`;
  const end = `toDateTime64('${to}', 3, 'UTC') + INTERVAL 2 DAY`;
  return `sale_date >= ${start} AND sale_date < ${end} AND ${factDate} BETWEEN '${from}' AND '${to}'`;
}

function describe([amount, units, entries]: string[]): string {
  return `amount ${amount}, ${units} pieces, ${entries} entries`;
}
