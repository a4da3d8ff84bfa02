import type { StoreDays } from "../store-days/store-days.ts";
import { listStoreTables } from "../store-days/store-time-tables.ts";
import type { Dimension, RevenueFilter, Window } from "./query.ts";
import { type TimeTable, tables } from "./time-tables.ts";

/** What decides which tables can answer a question. */
export interface TableRequest extends Window {
  readonly filter: RevenueFilter;
  readonly dimension?: Dimension | undefined;
  readonly storeDays?: StoreDays | undefined;
}

/** Lists the choices of tables that can answer a question, each from coarse to fine; the last table of each knows every instant. */
export function chooseTables(request: TableRequest): readonly (readonly TimeTable[])[] {
  const { filter, dimension, storeDays } = request;
  const store = storeDays && listStoreTables(storeDays, request);
  const { day, slot, monthProduct, dayProduct, productSlot, factSlot, fact } = tables;
  const isFiltered = filter.productIds.length > 0 || filter.categoryIds.length > 0;
  if (!isFiltered && (dimension === undefined || dimension === "channel")) {
    return [[day, slot, fact], ...(store ? [[store.day, slot, fact]] : [])];
  }
  if (!isFiltered) {
    return [
      [monthProduct, dayProduct, factSlot, fact],
      ...(store ? [[store.monthProduct, store.dayProduct, factSlot, fact]] : []),
    ];
  }
  const finer = [productSlot, factSlot, fact];
  const storeTables = store
    ? [
        [store.monthProduct, store.dayProduct, ...finer],
        [store.monthProduct, store.productDay, ...finer],
      ]
    : [];
  return [[monthProduct, dayProduct, ...finer], ...storeTables];
}
