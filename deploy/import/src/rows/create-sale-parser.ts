import type { Cells } from "../columns/map-header.ts";
import { createSaleKeyer } from "./key-sales.ts";
import type { Machine } from "./machine.ts";
import { parseSale, type SaleRow } from "./parse-sale.ts";
import type { RowContext } from "./row-context.ts";

/** Makes what reads the rows of one sales file and gives each its key. */
export function createSaleParser(context: RowContext, machine: Machine): (cells: Cells) => SaleRow {
  const giveKey = createSaleKeyer(context.rules, machine);
  return (cells) => giveKey(parseSale(cells, context));
}
