import { parseDecimal } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";
import type { RevenueStore } from "./revenue-store.ts";
import type { Sums } from "./sums.ts";
import { boundsToSql, breakdownToSql, type Sql, seriesToSql, toBucketSeconds } from "./to-sql.ts";

/** Sums as ClickHouse sends them: decimals and 64-bit integers in quotes. */
type SumsRow = readonly [gross: string, refunds: string, units: string, sales: string];

/** Answers revenue questions from the mirror. */
export function createClickhouseStore(client: ClickHouseClient): RevenueStore {
  async function read<Row>({ sql, params }: Sql, signal: AbortSignal): Promise<Row[]> {
    const result = await client.query({
      query: sql,
      query_params: params,
      use_multipart_params_auto: true,
      format: "JSONCompactEachRow",
      abort_signal: signal,
      clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 },
    });
    return result.json<Row>();
  }

  return {
    async findBounds(filter, signal) {
      const [row] = await read<[string, string]>(boundsToSql(filter), signal);
      return row && { startMs: Number(row[0]), endMs: Number(row[1]) + 1 };
    },
    async sumSeries(query, signal) {
      const places = new Map(query.bucketStartsMs.map((ms, place) => [toBucketSeconds(ms), place]));
      const rows = await read<[number, ...SumsRow]>(seriesToSql(query), signal);
      return new Map(
        rows.map(([bucket, ...sums]) => {
          const place = places.get(bucket);
          if (place === undefined)
            throw new Error(`ClickHouse answered a bucket ${bucket} that was not asked for`);
          return [place, readSums(sums)];
        }),
      );
    },
    async sumBreakdown(query, signal) {
      const rows = await read<[string, ...SumsRow, string, ...SumsRow]>(
        breakdownToSql(query),
        signal,
      );
      const first = rows[0];
      return {
        rows: rows.map(([key, gross, refunds, units, sales]) => ({
          key,
          sums: readSums([gross, refunds, units, sales]),
        })),
        allRows: Number(first?.[5] ?? 0),
        total: readSums(first ? [first[6], first[7], first[8], first[9]] : ["0", "0", "0", "0"]),
      };
    },
    async readNames(dimension, ids, signal) {
      const sql = `SELECT toString(id), name FROM ${dimension} FINAL WHERE id IN {ids:Array(UInt64)}`;
      return new Map(
        await read<[string, string]>({ sql, params: { ids: ids.map(BigInt) } }, signal),
      );
    },
  };
}

function readSums([gross, refunds, units, sales]: SumsRow): Sums {
  return {
    gross: parseDecimal(gross),
    refunds: parseDecimal(refunds),
    units: BigInt(units),
    sales: BigInt(sales),
  };
}
