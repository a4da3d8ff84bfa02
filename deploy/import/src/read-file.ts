import type { FileKind } from "./columns/fields.ts";
import type { Cells } from "./columns/map-header.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import type { Tally } from "./report/tally.ts";
import { createRepeatCheck } from "./rows/create-repeat-check.ts";
import { createSaleParser } from "./rows/create-sale-parser.ts";
import { nodeMachine } from "./rows/node-machine.ts";
import { NumberReader } from "./rows/number-reader.ts";
import { type ProductRow, parseProduct } from "./rows/parse-product.ts";
import type { SaleRow } from "./rows/parse-sale.ts";
import { parseStock, type StockRow } from "./rows/parse-stock.ts";
import { type ReadOptions, type Row, readRows } from "./rows/read-rows.ts";
import type { RowContext } from "./rows/row-context.ts";
import type { SkuFolder } from "./rows/sku-folder.ts";

/** What the rows of each kind of file are read as. */
export interface RowOf {
  products: ProductRow;
  stock: StockRow;
  sales: SaleRow;
}

/** What reading a file may use besides the options. */
export interface ReadFileContext extends Pick<ReadOptions, "onProgress" | "signal"> {
  /** Finds the spelling of a SKU; undefined when case counts. */
  readonly skus?: SkuFolder | undefined;
}

/** Makes what reads the rows of one file. Rows may depend on those before them in the file. */
const createParser: { [K in FileKind]: (context: RowContext) => (cells: Cells) => RowOf[K] } = {
  products: (context) => {
    const check = createRepeatCheck();
    return (cells) => {
      const row = parseProduct(cells, context);
      const { sku, name, description, category, price } = row;
      check(sku, [name, description, category, price], `sku: "${sku}"`);
      return row;
    };
  },
  stock: (context) => {
    const check = createRepeatCheck();
    return (cells) => {
      const row = parseStock(cells, context);
      const { channel, quantity, reorderLevel } = row;
      const name = row.sku ?? `${row.productId}`;
      const key = `${row.sku ? "sku" : "id"} ${name} ${channel}`;
      check(key, [`${quantity}`, `${reorderLevel}`], `sku: "${name}" on channel "${channel}"`);
      return row;
    };
  },
  sales: (context) => createSaleParser(context, nodeMachine),
};

/** Reads one file's rows, counting those that are bad. */
export function readFile<K extends FileKind>(
  kind: K,
  file: InputFile,
  options: ImportOptions,
  tally: Tally,
  { skus, onProgress, signal }: ReadFileContext = {},
): AsyncGenerator<Row<RowOf[K]>> {
  const { mappings, delimiter, encoding, rules } = options;
  const read = { kind, mappings, delimiter, encoding, onProgress, signal };
  const context = { rules, skus, numbers: new NumberReader(rules) };
  return readRows(file.open(), read, createParser[kind](context), tally);
}
