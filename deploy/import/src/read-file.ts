import type { RecordSaleRequest } from "@backroom/proto/sales/v1/sales_pb";
import type { FileKind } from "./columns/fields.ts";
import type { Cells } from "./columns/map-header.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import type { Tally } from "./report/tally.ts";
import { createSaleKeyer } from "./rows/key-sales.ts";
import { type ProductRow, parseProduct } from "./rows/parse-product.ts";
import { parseSale } from "./rows/parse-sale.ts";
import { parseStock, type StockRow } from "./rows/parse-stock.ts";
import { type Row, readRows } from "./rows/read-rows.ts";
import { RowProblem } from "./rows/row-problem.ts";

/** What the rows of each kind of file are read as. */
export interface RowOf {
  products: ProductRow;
  stock: StockRow;
  sales: RecordSaleRequest;
}

/** Makes what reads the rows of one file. Rows may depend on those before them in the file. */
const createParser: { [K in FileKind]: (options: ImportOptions) => (cells: Cells) => RowOf[K] } = {
  products: () => {
    const checkNew = createDuplicateCheck();
    return (cells) => {
      const row = parseProduct(cells);
      checkNew(row.sku, `sku: "${row.sku}" has been in this file before`);
      return row;
    };
  },
  stock: ({ channel }) => {
    const checkNew = createDuplicateCheck();
    return (cells) => {
      const row = parseStock(cells, channel);
      const name = row.sku ?? `${row.productId}`;
      const text = `sku: "${name}" on channel "${row.channel}" has been in this file before`;
      checkNew(`${row.sku ? "sku" : "id"} ${name} ${row.channel}`, text);
      return row;
    };
  },
  sales: (options) => {
    const toKey = createSaleKeyer();
    return (cells) => {
      const sale = parseSale(cells, options);
      sale.idempotencyKey = toKey(sale);
      return sale;
    };
  },
};

/** Reads one file's rows, counting those that are bad. */
export function readFile<K extends FileKind>(
  kind: K,
  file: InputFile,
  options: ImportOptions,
  tally: Tally,
  onProgress?: (bytes: number) => void,
): AsyncGenerator<Row<RowOf[K]>> {
  const { mappings, delimiter, encoding } = options;
  const read = { kind, mappings, delimiter, encoding, onProgress };
  return readRows(file.open(), read, createParser[kind](options), tally);
}

/** Makes what refuses a row that says something about the same thing as one before. */
function createDuplicateCheck(): (key: string, problem: string) => void {
  const seen = new Set<string>();
  return (key, problem) => {
    if (seen.has(key)) throw new RowProblem(problem);
    seen.add(key);
  };
}
