import type { Tally } from "./report/tally.ts";
import { createSaleParser } from "./rows/create-sale-parser.ts";
import type { Machine } from "./rows/machine.ts";
import { NumberReader } from "./rows/number-reader.ts";
import type { SaleRow } from "./rows/parse-sale.ts";
import { type ReadOptions, type Row, readRows } from "./rows/read-rows.ts";
import type { Reading } from "./rows/reading.ts";

/**
 * Reads the rows of a sales file, on any machine, counting those that are bad. SKUs are taken as they
 * are written: finding other spellings (--sku-case fold) takes the whole catalogue.
 */
export function readSales(
  source: AsyncIterable<Uint8Array>,
  { mappings, delimiter, encoding, rules }: Reading,
  machine: Machine,
  tally: Tally,
  { onProgress, signal }: Pick<ReadOptions, "onProgress" | "signal"> = {},
): AsyncGenerator<Row<SaleRow>> {
  const read: ReadOptions = { kind: "sales", mappings, delimiter, encoding, onProgress, signal };
  const context = { rules, skus: undefined, numbers: new NumberReader(rules) };
  return readRows(source, read, createSaleParser(context, machine), tally);
}
