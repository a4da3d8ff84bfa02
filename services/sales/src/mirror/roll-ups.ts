/** A roll-up of the fact table, filled by the materialized view `fill_<table>`. */
export interface RollUp {
  readonly table: string;
  /** Picks its watermarks. */
  readonly watermark: string;
}

/** Every roll-up. */
export const rollUps: readonly RollUp[] = [
  { table: "revenue_by_slot", watermark: "slot = toDateTime(0, 'UTC')" },
  { table: "revenue_by_day", watermark: "day = toDate(0)" },
  { table: "revenue_by_day_product", watermark: "day = toDate(0)" },
  { table: "revenue_by_month_product", watermark: "month = toDate(0) AND product_id = 0" },
  { table: "revenue_by_product_slot", watermark: "product_id = 0" },
];
