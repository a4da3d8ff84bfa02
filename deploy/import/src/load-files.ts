import { type FileKind, fileKinds } from "./columns/fields.ts";
import type { Backroom } from "./load/connect.ts";
import type { CatalogueIndex } from "./load/index-catalogue.ts";
import { loadProducts } from "./load/load-products.ts";
import { loadSales } from "./load/load-sales.ts";
import { loadStock } from "./load/load-stock.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import { readFile } from "./read-file.ts";
import type { FileReport } from "./report/print-report.ts";
import type { StartProgress } from "./report/progress.ts";
import { Tally } from "./report/tally.ts";

/** Loads the files, one after the other, showing progress. */
export async function loadFiles(
  backroom: Backroom,
  index: CatalogueIndex,
  files: ReadonlyMap<FileKind, InputFile>,
  options: ImportOptions,
  startProgress: StartProgress,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  for (const kind of fileKinds) {
    const file = files.get(kind);
    if (!file) continue;
    const tally = new Tally();
    const progress = startProgress(kind, file.size);
    const show = (bytes: number) => progress.show(bytes, `${tally.read} rows read`);
    try {
      if (kind === "products") {
        await loadProducts(backroom, index, readFile(kind, file, options, tally, show), tally);
      } else if (kind === "stock") {
        await loadStock(backroom, index, readFile(kind, file, options, tally, show), tally);
      } else {
        await loadSales(backroom, readFile(kind, file, options, tally, show), tally);
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
