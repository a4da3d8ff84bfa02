import type { RollUp } from "../mirror/roll-ups.ts";
import { storeDayToSql } from "./store-day-sql.ts";
import type { StoreDays } from "./store-days.ts";

/** A roll-up by the shop's own days or months, and the statement that makes its table. */
export interface StoreRollUp extends RollUp {
  readonly createTable: string;
  /** Makes the materialized view that fills it. */
  readonly createView: string;
}

/** What the names of all such tables begin with. */
export const storePrefix = "revenue_by_store_";

/** The names of the tables by the shop's days, which are those of these days alone. */
export function nameStoreTables({ key }: Pick<StoreDays, "key">) {
  return {
    day: `${storePrefix}day_${key}`,
    dayProduct: `${storePrefix}day_product_${key}`,
    productDay: `${storePrefix}product_day_${key}`,
    monthProduct: `${storePrefix}month_product_${key}`,
  };
}

const columns = {
  day: "day Date COMMENT 'The day in the shop''s zone; 1970-01-01 on watermarks.' CODEC(Delta, ZSTD(1))",
  month:
    "month Date COMMENT 'The first day of the month in the shop''s zone; 1970-01-01 on watermarks.' CODEC(Delta, LZ4)",
  channel: "channel LowCardinality(String) COMMENT 'Where it was sold; empty on watermarks.'",
  product_id: "product_id UInt64 COMMENT 'The product; 0 on watermarks.' CODEC(Delta, LZ4)",
  kind: "kind Enum8('WATERMARK' = 0, 'SALE' = 1, 'REFUND' = 2, 'VOID' = 3) COMMENT 'What was recorded; WATERMARK on watermarks.'",
};

const sums = `amount SimpleAggregateFunction(sum, Decimal(38, 4)) COMMENT 'What was taken; negative when given back or voided.',
  units SimpleAggregateFunction(sum, Int64) COMMENT 'Pieces sold; negative when given back or voided.',
  entries SimpleAggregateFunction(sum, Int64) COMMENT 'Number of sales, refunds or voids; 0 on watermarks.',
  position SimpleAggregateFunction(max, Tuple(UInt16, UInt64, UInt64)) COMMENT 'On watermarks the position in the ledger up to which this table is complete: epoch, xid, id.'`;

// The rows of a product are few in one place and are read from many: in a compact part, and by small
// marks, each place costs one short read.
const forPlaces =
  "index_granularity = 256, min_bytes_for_wide_part = 1000000000000, min_rows_for_wide_part = 1000000000000";

/** Lists the roll-ups by the shop's own days and months. */
export function listStoreRollUps(days: StoreDays): StoreRollUp[] {
  const names = nameStoreTables(days);
  const factDate = storeDayToSql(days);
  return [
    createRollUp(days, {
      table: names.day,
      watermark: "day = toDate(0)",
      keys: ["day", "channel", "kind"],
      date: "day",
      factDate,
      settings: "index_granularity = 1024",
    }),
    createRollUp(days, {
      table: names.dayProduct,
      watermark: "day = toDate(0) AND product_id = 0",
      keys: ["day", "product_id", "channel", "kind"],
      date: "day",
      factDate,
      settings: "index_granularity = 8192",
    }),
    createRollUp(days, {
      table: names.productDay,
      watermark: "product_id = 0",
      keys: ["product_id", "day", "channel", "kind"],
      date: "day",
      factDate,
      settings: forPlaces,
    }),
    createRollUp(days, {
      table: names.monthProduct,
      watermark: "month = toDate(0) AND product_id = 0",
      keys: ["month", "product_id", "channel", "kind"],
      date: "month",
      factDate: `toStartOfMonth(${factDate})`,
      settings: "index_granularity = 8192",
    }),
  ];
}

function createRollUp(
  { zone }: StoreDays,
  of: Pick<RollUp, "table" | "watermark" | "keys" | "date"> & {
    readonly factDate: string;
    readonly settings: string;
  },
): StoreRollUp {
  const { table, keys, date, factDate, settings } = of;
  const key = keys.join(", ");
  const about = `Revenue of each ${keys.join(", ")} by the calendar of ${zone}. Sum it: a key may have several rows.`;
  return {
    ...of,
    isMonthly: date === "month",
    hasEnds: false,
    createTable: `CREATE TABLE IF NOT EXISTS ${table}
(
  ${keys.map((column) => columns[column as keyof typeof columns]).join(",\n  ")},
  ${sums}
)
ENGINE = AggregatingMergeTree
ORDER BY (${key})
SETTINGS fsync_after_insert = 1, ${settings}
COMMENT '${about}'`,
    createView: `CREATE MATERIALIZED VIEW IF NOT EXISTS fill_${table} TO ${table} AS
SELECT
  ${keys.map((column) => (column === date ? `${factDate} AS ${date}` : column)).join(", ")},
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  maxIf((epoch, xid, id), kind = 'WATERMARK') AS position
FROM sale_fact
GROUP BY ${key}`,
  };
}
