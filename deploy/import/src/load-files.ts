import { type FileKind, fileKinds } from "./columns/fields.ts";
import type { Backroom } from "./load/connect.ts";
import type { CatalogueIndex } from "./load/index-catalogue.ts";
import { loadProducts } from "./load/load-products.ts";
import { loadStock } from "./load/load-stock.ts";
import { loadSalesFile } from "./load-sales-file.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import { readFile } from "./read-file.ts";
import type { FileReport } from "./report/print-report.ts";
import type { Progress, StartProgress } from "./report/progress.ts";
import { Tally } from "./report/tally.ts";
import { SkuFolder } from "./rows/sku-folder.ts";

/** What the loading of a file depends on. */
export interface LoadContext {
  readonly backroom: Backroom;
  readonly index: CatalogueIndex;
  readonly options: ImportOptions;
  /** Finds the spelling of a SKU; undefined when case counts. */
  readonly skus: SkuFolder | undefined;
  /** Breaks it off. */
  readonly signal?: AbortSignal | undefined;
}

/** Loads the files, one after the other, showing progress. */
export async function loadFiles(
  files: ReadonlyMap<FileKind, InputFile>,
  given: Omit<LoadContext, "skus">,
  startProgress: StartProgress,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const isFolding = given.options.rules.skuCase === "fold";
  const skus = isFolding ? new SkuFolder(given.index.bySku.keys()) : undefined;
  const context = { ...given, skus };
  for (const kind of fileKinds) {
    const file = files.get(kind);
    if (!file) continue;
    const progress = startProgress(kind, file.size);
    try {
      const load = kind === "sales" ? loadSalesFile : loadShelfFile;
      const tally = await load(file, context, progress, kind);
      progress.stop(`${kind}: ${tally.read} rows read`);
      reports.push({ kind, path: file.path, tally });
    } catch (error) {
      progress.stop(`${kind}: stopped`);
      throw error;
    }
  }
  return reports;
}

/** Loads a file of products or stock. */
async function loadShelfFile(
  file: InputFile,
  { backroom, index, options, skus, signal }: LoadContext,
  progress: Progress,
  kind: FileKind,
): Promise<Tally> {
  const tally = new Tally();
  const onProgress = (bytes: number) => progress.show(bytes, () => `${tally.read} rows read`);
  const reading = { skus, onProgress, signal };
  if (kind === "products") {
    const rows = readFile("products", file, options, tally, reading);
    await loadProducts(backroom, index, rows, tally, signal);
  } else {
    const rows = readFile("stock", file, options, tally, reading);
    await loadStock(backroom, index, rows, tally, signal);
  }
  return tally;
}
