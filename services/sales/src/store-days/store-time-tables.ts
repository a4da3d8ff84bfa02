import type { Window } from "../revenue/query.ts";
import { inOrder, rollUpCounts, type TimeTable } from "../revenue/time-tables.ts";
import type { StoreDays } from "./store-days.ts";
import { listStoreGrains } from "./store-grains.ts";
import { nameStoreTables } from "./store-roll-ups.ts";

/** The tables by the shop's own days and months that revenue can be summed from. */
export interface StoreTables {
  readonly day: TimeTable;
  readonly monthProduct: TimeTable;
  readonly dayProduct: TimeTable;
  readonly productDay: TimeTable;
}

/**
 * Lists the tables by the shop's days for a window of time.
 *
 * @returns undefined when the zone changed sides of the date line within it.
 */
export function listStoreTables(days: StoreDays, window: Window): StoreTables | undefined {
  const grains = listStoreGrains(days, window);
  if (!grains) return undefined;
  const names = nameStoreTables(days);
  return {
    day: {
      name: names.day,
      grain: grains.day,
      unit: "day",
      counts: rollUpCounts,
      rowsPerDay: 12,
      isByProduct: false,
      readDays: inOrder(100),
    },
    monthProduct: {
      name: names.monthProduct,
      grain: grains.month,
      unit: "month",
      counts: rollUpCounts,
      rowsPerDay: 150, // There are 400, which are read so much quicker than those of other tables.
      isByProduct: false,
      readDays: inOrder(20),
    },
    dayProduct: {
      name: names.dayProduct,
      grain: grains.day,
      unit: "day",
      counts: rollUpCounts,
      rowsPerDay: 6_000,
      isByProduct: false,
      readDays: inOrder(1),
    },
    productDay: {
      name: names.productDay,
      grain: grains.day,
      unit: "day",
      counts: rollUpCounts,
      rowsPerDay: 6_000,
      isByProduct: true,
      readDays: inOrder(60),
    },
  };
}
