import type { NumberReader } from "./number-reader.ts";
import type { RowRules } from "./row-rules.ts";
import type { SkuFolder } from "./sku-folder.ts";

/** What the reading of one file's rows goes by. */
export interface RowContext {
  readonly rules: RowRules;
  /** Reads this file's numbers. */
  readonly numbers: NumberReader;
  /** Finds the spelling of a SKU; undefined when case counts. */
  readonly skus: SkuFolder | undefined;
}
