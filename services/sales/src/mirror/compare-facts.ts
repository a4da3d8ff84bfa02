import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { type Position, positionToSql } from "../ledger/position.ts";
import { onClickhouse } from "./clickhouse-error.ts";
import type { Difference } from "./difference.ts";
import { factTable } from "./feeds.ts";

/** A place in the order of dates; each date's rows are in the order of their ids. */
export interface DatePlace {
  /** In milliseconds since 1970. */
  readonly dateMs: string;
  readonly id: string;
}

/** What a comparison found, and where it came to. */
export interface FactsCompared {
  readonly differences: readonly Difference[];
  /** Undefined when the end was reached. */
  readonly upTo: DatePlace | undefined;
}

/** What is compared of the rows of one UTC day and kind; the last is a sum of hashes of the whole rows. */
type Figures = [
  day: string,
  kind: string,
  rows: string,
  quantity: string,
  amount: string,
  hash: string,
];

/**
 * Compares the facts after a place in the order of dates with the ledger's rows up to a position.
 * Nothing may be written to the mirror meanwhile, which has come exactly as far.
 */
export async function compareFacts(
  client: ClickHouseClient,
  ledger: Client,
  position: Position,
  after: DatePlace | undefined,
  maxRows: number,
): Promise<FactsCompared> {
  const { figures, upTo } = await sumLedger(ledger, position, after, maxRows);
  const expected = new Map(figures.map((row) => [`${row[0]} ${row[1]}`, row]));
  const facts = await onClickhouse(() => sumFacts(client, after, upTo));
  const found = new Map(facts.map((row) => [`${row[0]} ${row[1]}`, row]));
  const differences: Difference[] = [];
  for (const key of [...new Set([...expected.keys(), ...found.keys()])].sort()) {
    const [right, wrong] = [expected.get(key), found.get(key)];
    if (String(right) === String(wrong)) continue;
    const place = key.slice(0, 10);
    const isHidden = describe(right) === describe(wrong);
    const suffix = isHidden ? ", with other contents" : "";
    differences.push({
      table: factTable,
      place,
      expected: describe(right),
      found: describe(wrong) + suffix,
    });
  }
  return { differences, upTo };
}

function describe(figures: Figures | undefined): string {
  if (!figures) return "none";
  const [, kind, rows, quantity, amount] = figures;
  return `${rows} ${kind} of ${quantity} pieces for ${amount}`;
}

const hashed = `concat_ws('|', id, epoch, xid, kind, product_id, quantity, trim_scale(unit_price), trim_scale(total_amount),
  (extract(epoch from sale_date) * 1000)::bigint, coalesce(refund_of, 0), channel)`;

async function sumLedger(
  ledger: Client,
  position: Position,
  after: DatePlace | undefined,
  maxRows: number,
): Promise<{ figures: Figures[]; upTo: DatePlace | undefined }> {
  const begin = after
    ? `(sale_date, id) > (to_timestamp(${after.dateMs} / 1000.0)::timestamptz(3), ${after.id})`
    : "true";
  const { rows } = await ledger.query<(string | null)[]>({
    rowMode: "array",
    text: `with chunk as materialized (
        select * from sales.sale where ${begin} and (epoch, xid, id) <= ${positionToSql(position)}
        order by sale_date, id limit ${maxRows}
      ), last as (
        select (extract(epoch from sale_date) * 1000)::bigint as date_ms, id, (select count(*) from chunk) as rows
        from chunk order by sale_date desc, id desc limit 1
      ), figure as (
        select to_char(sale_date at time zone 'UTC', 'YYYY-MM-DD') as day, kind, count(*) as rows,
          sum(quantity) as quantity, trim_scale(sum(total_amount)) as amount,
          sum(('x' || substr(md5(${hashed}), 1, 8))::bit(32)::bigint) as hash
        from chunk group by 1, 2
      )
      select figure.day, figure.kind, figure.rows::text, quantity::text, amount::text, hash::text,
        last.date_ms::text, last.id::text, last.rows::text
      from figure, last`,
  });
  const [dateMs, id, count] = rows[0]?.slice(6) ?? [];
  const isFull = Number(count ?? 0) === maxRows && dateMs && id;
  return {
    figures: rows.map((row) => row.slice(0, 6) as Figures),
    upTo: isFull ? { dateMs, id } : undefined,
  };
}

async function sumFacts(
  client: ClickHouseClient,
  after: DatePlace | undefined,
  upTo: DatePlace | undefined,
): Promise<Figures[]> {
  const place = ({ dateMs, id }: DatePlace) =>
    `(fromUnixTimestamp64Milli(${dateMs}, 'UTC'), ${id})`;
  const conditions = ["kind != 'WATERMARK'"];
  if (after) {
    conditions.push(`(sale_date, id) > ${place(after)}`);
    conditions.push(`sale_date >= fromUnixTimestamp64Milli(${after.dateMs}, 'UTC')`);
  }
  if (upTo) {
    conditions.push(`(sale_date, id) <= ${place(upTo)}`);
    conditions.push(`sale_date <= fromUnixTimestamp64Milli(${upTo.dateMs}, 'UTC')`);
  }
  const answer = await client.query({
    query: `SELECT toString(toDate(sale_date)) AS day, toString(kind) AS kind_name, toString(count()), toString(sum(toInt64(quantity))),
        toString(sum(amount)), toString(sum(toUInt64(reinterpretAsUInt32(reverse(substring(MD5(concat(
          toString(id), '|', toString(epoch), '|', toString(xid), '|', toString(kind), '|', toString(product_id), '|',
          toString(quantity), '|', toString(unit_price), '|', toString(amount), '|',
          toString(toUnixTimestamp64Milli(sale_date)), '|', toString(refund_of), '|', channel)), 1, 4))))))
      FROM ${factTable} WHERE ${conditions.join(" AND ")} GROUP BY day, kind_name`,
    format: "JSONCompactEachRow",
  });
  return answer.json<Figures>();
}
