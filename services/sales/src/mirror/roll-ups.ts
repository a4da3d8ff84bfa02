/** A roll-up of the fact table, filled by the materialized view `fill_<table>`. */
export interface RollUp {
  readonly table: string;
  /** Picks its watermarks. */
  readonly watermark: string;
  /** What its rows are summed by. */
  readonly keys: readonly string[];
  /** The day, or the first day of the month, that a row belongs to. */
  readonly date: string;
  /** The same of a fact, where that is not of UTC. */
  readonly factDate?: string;
  /** Whether its rows are of months. */
  readonly isMonthly: boolean;
  /** Whether it knows when the first and the last of a row's entries were. */
  readonly hasEnds: boolean;
}

/** The roll-ups by UTC, which every mirror has. */
export const utcRollUps: readonly RollUp[] = [
  {
    table: "revenue_by_slot",
    watermark: "slot = toDateTime(0, 'UTC')",
    keys: ["slot", "channel", "kind"],
    date: "toDate(slot)",
    isMonthly: false,
    hasEnds: false,
  },
  {
    table: "revenue_by_day",
    watermark: "day = toDate(0)",
    keys: ["day", "channel", "kind"],
    date: "day",
    isMonthly: false,
    hasEnds: true,
  },
  {
    table: "revenue_by_day_product",
    watermark: "day = toDate(0)",
    keys: ["day", "channel", "product_id", "kind"],
    date: "day",
    isMonthly: false,
    hasEnds: false,
  },
  {
    table: "revenue_by_month_product",
    watermark: "month = toDate(0) AND product_id = 0",
    keys: ["month", "channel", "product_id", "kind"],
    date: "month",
    isMonthly: true,
    hasEnds: true,
  },
  {
    table: "revenue_by_product_slot",
    watermark: "product_id = 0",
    keys: ["product_id", "slot", "channel", "kind"],
    date: "toDate(slot)",
    isMonthly: false,
    hasEnds: false,
  },
];
