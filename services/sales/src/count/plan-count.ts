import { endOf, type Grain } from "../revenue/grain.ts";
import type { Window } from "../revenue/query.ts";
import { type TimeTable, tables } from "../revenue/time-tables.ts";

/** A part of a range of time. */
export interface Stretch extends Window {
  /** The roll-up that counts it, of which it holds whole units; the ledger counts it when absent. */
  readonly table: TimeTable | undefined;
}

/** As many products are read one by one for less than a scan over all. */
const maxPointProducts = 16;

/**
 * Divides a range of time among the roll-ups, coarse ones in the middle and finer ones at both ends,
 * down to less than a quarter of an hour that is left to the ledger. Nothing is counted twice.
 *
 * @param productCount how many products are counted; undefined for all.
 */
export function planCount(window: Window, productCount: number | undefined): Stretch[] {
  return divide(window, chooseTables(productCount));
}

/** The roll-ups that can count, from coarse to fine. */
function chooseTables(productCount: number | undefined): readonly TimeTable[] {
  if (productCount === undefined) return [tables.day, tables.slot];
  if (productCount <= maxPointProducts) return [tables.productSlot];
  return [tables.monthProduct, tables.dayProduct, tables.productSlot];
}

function divide({ startMs, endMs }: Window, [table, ...finer]: readonly TimeTable[]): Stretch[] {
  if (startMs >= endMs) return [];
  if (!table) return [{ startMs, endMs, table: undefined }];
  const firstMs = ceil(startMs, table.grain);
  const lastMs = table.grain.floor(endMs);
  if (firstMs >= lastMs) return divide({ startMs, endMs }, finer);
  return [
    ...divide({ startMs, endMs: firstMs }, finer),
    { startMs: firstMs, endMs: lastMs, table },
    ...divide({ startMs: lastMs, endMs }, finer),
  ];
}

/** The first beginning of a unit at or after an instant. */
function ceil(ms: number, grain: Grain): number {
  const unit = grain.floor(ms);
  return unit === ms ? ms : endOf(grain, unit);
}
