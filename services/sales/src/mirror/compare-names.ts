import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { type Position, positionToSql } from "../ledger/position.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import type { Difference } from "./difference.ts";
import type { Feed } from "./feeds.ts";

/** What a comparison found, and the id up to which it came. */
export interface NamesCompared {
  readonly differences: readonly Difference[];
  /** Undefined when the end was reached. */
  readonly upTo: string | undefined;
}

/**
 * Compares products or categories after an id with the ledger's copy of the catalogue, up to a
 * position: what was changed since may be different. Nothing may be written to the mirror meanwhile,
 * which has come exactly as far.
 */
export async function compareNames(
  client: ClickHouseClient,
  ledger: Client,
  feed: Feed,
  position: Position,
  after: string,
  maxRows: number,
): Promise<NamesCompared> {
  const { rows } = await ledger.query<[id: string, isDue: boolean, ...texts: string[]]>({
    rowMode: "array",
    text: `select id::text, (epoch, xid, id) <= ${positionToSql(position)}, ${feed.expressions.map(trimmed).join(", ")}
      from sales.${feed.name} where id > $1 order by sales.${feed.name}.id limit ${maxRows}`,
    values: [after],
  });
  const upTo = rows.length === maxRows ? rows.at(-1)?.[0] : undefined;
  const columns = feed.columns.map(
    (column) => `toString(${isFlag(column) ? `toUInt8(${column})` : column})`,
  );
  const copies = await onClickhouse(async () => {
    const answer = await client.query({
      query: `SELECT ${columns.join(", ")} FROM ${feed.target} FINAL
        WHERE id > {after:UInt64} ${upTo ? "AND id <= {upTo:UInt64}" : ""}`,
      query_params: { after, upTo },
      format: "JSONCompactEachRow",
    });
    return answer.json<string[]>();
  });
  const found = new Map(copies.map((texts) => [texts[0] ?? "", texts]));
  const differences: Difference[] = [];
  const report = (place: string, right: string[] | undefined, wrong: string[] | undefined) => {
    if (differences.length === 100) return;
    const tell = (texts: string[] | undefined) => texts?.slice(1).join(", ") ?? "none";
    differences.push({ table: feed.target, place, expected: tell(right), found: tell(wrong) });
  };
  for (const [id, isDue, ...texts] of rows) {
    const copied = found.get(id);
    found.delete(id);
    if (isDue && String(copied) !== String(texts)) report(id, texts, copied);
  }
  for (const [id, texts] of found) report(id, undefined, texts);
  return { differences, upTo };
}

const isFlag = (column: string) => column === "deleted" || column === "archived";

/** The text of an expression; decimals without closing zeros, as ClickHouse writes them. */
function trimmed(expression: string): string {
  return expression === "price" ? "trim_scale(price)::text" : `(${expression})::text`;
}
