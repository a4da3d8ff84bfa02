import { day, finest, type Grain, month, slot } from "./grain.ts";

/** A table of the mirror that revenue can be summed from. */
export interface TimeTable {
  readonly name: string;
  readonly grain: Grain;
  /** The column of the unit of time. */
  readonly time: string;
  /** The unit's first instant in whole seconds since 1970. */
  readonly seconds: string;
  /** The sums, as expressions over its rows. */
  readonly sums: string;
}

const moneySums = [
  "sumIf(amount, kind != 'REFUND') AS gross",
  "sumIf(amount, kind = 'REFUND') AS refunds",
];

const rollUpSums = [
  ...moneySums,
  "sum(units) AS units",
  "sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') AS sales",
  "sum(entries) AS entry_count",
].join(", ");

const dateSeconds = (column: string) => `toUInt32(${column}) * 86400`;

/** The roll-ups of the fact table. */
export const tables = {
  day: {
    name: "revenue_by_day",
    grain: day,
    time: "day",
    seconds: dateSeconds("day"),
    sums: rollUpSums,
  },
  slot: {
    name: "revenue_by_slot",
    grain: slot,
    time: "slot",
    seconds: "toUnixTimestamp(slot)",
    sums: rollUpSums,
  },
  monthProduct: {
    name: "revenue_by_month_product",
    grain: month,
    time: "month",
    seconds: dateSeconds("month"),
    sums: rollUpSums,
  },
  dayProduct: {
    name: "revenue_by_day_product",
    grain: day,
    time: "day",
    seconds: dateSeconds("day"),
    sums: rollUpSums,
  },
  productSlot: {
    name: "revenue_by_product_slot",
    grain: slot,
    time: "slot",
    seconds: "toUnixTimestamp(slot)",
    sums: rollUpSums,
  },
} as const satisfies Record<string, TimeTable>;

/** The single sales. */
export const fact: TimeTable = {
  name: "sale_fact",
  grain: finest,
  time: "sale_date",
  seconds: "toUnixTimestamp(sale_date)",
  sums: [
    ...moneySums,
    "sum(toInt64(quantity)) AS units",
    "sum(toInt64(transform(kind, ['SALE', 'VOID'], [1, -1], 0))) AS sales",
    "sum(toInt64(kind != 'WATERMARK')) AS entry_count",
  ].join(", "),
};
