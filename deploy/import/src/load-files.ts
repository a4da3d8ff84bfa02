import { type FileKind, fileKinds } from "./columns/fields.ts";
import type { Backroom } from "./load/connect.ts";
import type { CatalogueIndex } from "./load/index-catalogue.ts";
import { loadProducts } from "./load/load-products.ts";
import { loadSales } from "./load/load-sales.ts";
import { loadStock } from "./load/load-stock.ts";
import { makeProducts } from "./load/make-products.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import { readFile } from "./read-file.ts";
import type { FileReport } from "./report/print-report.ts";
import type { StartProgress } from "./report/progress.ts";
import { Tally } from "./report/tally.ts";
import { SkuFolder } from "./rows/sku-folder.ts";

/** Loads the files, one after the other, showing progress. */
export async function loadFiles(
  backroom: Backroom,
  index: CatalogueIndex,
  files: ReadonlyMap<FileKind, InputFile>,
  options: ImportOptions,
  startProgress: StartProgress,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const isFolding = options.rules.skuCase === "fold";
  const skus = isFolding ? new SkuFolder(index.bySku.keys()) : undefined;
  for (const kind of fileKinds) {
    const file = files.get(kind);
    if (!file) continue;
    const tally = new Tally();
    const progress = startProgress(kind, file.size);
    const onProgress = (bytes: number) => progress.show(bytes, `${tally.read} rows read`);
    try {
      if (kind === "products") {
        await loadProducts(
          backroom,
          index,
          readFile(kind, file, options, tally, { skus, onProgress }),
          tally,
        );
      } else if (kind === "stock") {
        await loadStock(
          backroom,
          index,
          readFile(kind, file, options, tally, { skus, onProgress }),
          tally,
        );
      } else {
        const { newCategory } = options;
        if (newCategory !== undefined) {
          const rows = readFile(kind, file, options, new Tally(), { skus });
          const made = await makeProducts(backroom, index, rows, newCategory, skus);
          tally.made = made.created;
          for (const { line, reason } of made.problems) {
            tally.problems.push({ line, reason: `its product cannot be made: ${reason}` });
          }
        }
        await loadSales(
          backroom,
          readFile(kind, file, options, tally, { skus, onProgress }),
          tally,
        );
      }
      progress.stop(`${kind}: ${tally.read} rows read`);
    } catch (error) {
      progress.stop(`${kind}: stopped after ${tally.read} rows were read`);
      throw error;
    }
    reports.push({ kind, path: file.path, tally });
  }
  return reports;
}
