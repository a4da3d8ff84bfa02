import { parseDecimal, type RowReader } from "@backroom/kit";
import type { StoreDays } from "../store-days/store-days.ts";
import { addEntries, type EntriesRow } from "./add-entries.ts";
import { cycleToSql, leadDays, summaryToSql } from "./cycle-to-sql.ts";
import type { SummaryQuery } from "./query.ts";
import type { RevenueStore, WindowSums } from "./revenue-store.ts";
import { segmentsToSql } from "./segments-to-sql.ts";
import { addSums, noSums, type Sums } from "./sums.ts";
import {
  boundsToSql,
  breakdownToSql,
  listedToSql,
  type Sql,
  seriesToSql,
  toBucketSeconds,
} from "./to-sql.ts";

/** Sums as ClickHouse sends them: decimals and 64-bit integers in quotes. */
type SumsRow = readonly [gross: string, refunds: string, units: string, sales: string];

/**
 * Answers revenue questions from the mirror.
 *
 * @param storeDays the days by which the mirror sums up, beside those of UTC.
 */
export function createClickhouseStore(clickhouse: RowReader, storeDays: StoreDays): RevenueStore {
  const read = <Row>(select: Sql, signal: AbortSignal) => clickhouse.readRows<Row>(select, signal);

  /** Reads the sums over one window, and its best day. */
  async function readSummary(query: SummaryQuery, signal: AbortSignal): Promise<WindowSums> {
    type Row = [...SumsRow, days: string, bestDay: number, net: string];
    const [row] = await read<Row>(summaryToSql(query, storeDays), signal);
    if (!row || row[4] === "0") return { sums: noSums, bestDay: undefined };
    const [gross, refunds, units, sales, , day, net] = row;
    return {
      sums: readSums([gross, refunds, units, sales]),
      bestDay: { day: day - leadDays, net: parseDecimal(net) },
    };
  }

  return {
    async findBounds(filter, signal) {
      const [row] = await read<[string, string]>(boundsToSql(filter), signal);
      return row && { startMs: Number(row[0]), endMs: Number(row[1]) + 1 };
    },
    async sumSeries(query, signal) {
      const placeOf = findPlaces(query.bucketStartsMs);
      const rows = await read<[number, ...EntriesRow]>(seriesToSql(query, storeDays), signal);
      return addEntries(rows.map(([at, ...entries]) => [placeOf(at), ...entries]));
    },
    async sumSegments(query, signal) {
      const placeOf = findPlaces(query.bucketStartsMs);
      const rows = await read<[number, number | string, string, ...SumsRow]>(
        segmentsToSql(query, storeDays),
        signal,
      );
      return rows.map(([bucket, place, key, ...sums]) => ({
        bucket: placeOf(bucket),
        place: Number(place),
        key,
        sums: readSums(sums),
      }));
    },
    async sumBreakdown(query, signal) {
      const rows = await read<[string, ...SumsRow, string, ...SumsRow]>(
        breakdownToSql(query, storeDays),
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
    async sumCycle(query, signal) {
      return addEntries(await read<[number, ...EntriesRow]>(cycleToSql(query, storeDays), signal));
    },
    async sumListed(query, signal) {
      const rows = await read<[0 | 1, string, ...SumsRow]>(listedToSql(query, storeDays), signal);
      const all = rows.map(([listed, key, ...sums]) => ({ listed, key, sums: readSums(sums) }));
      return {
        listed: new Map(all.filter(({ listed }) => listed).map(({ key, sums }) => [key, sums])),
        total: all.reduce((total, { sums }) => addSums(total, sums), noSums),
      };
    },
    summarize: (queries, signal) => Promise.all(queries.map((query) => readSummary(query, signal))),
    async readNames(dimension, ids, signal) {
      const sql = `SELECT toString(id), name FROM ${dimension} FINAL WHERE id IN {ids:Array(UInt64)}`;
      return new Map(
        await read<[string, string]>({ sql, params: { ids: ids.map(BigInt) } }, signal),
      );
    },
  };
}

/** Finds the place of the bucket that an instant lies in, in seconds. */
function findPlaces(bucketStartsMs: readonly number[]): (seconds: number) => number {
  const starts = bucketStartsMs.map(toBucketSeconds);
  return (seconds) => {
    let [place, end] = [-1, starts.length];
    while (end - place > 1) {
      const middle = (place + end) >> 1;
      if ((starts[middle] ?? 0) <= seconds) place = middle;
      else end = middle;
    }
    if (place < 0) throw new Error(`ClickHouse answered ${seconds}, which lies before all buckets`);
    return place;
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
