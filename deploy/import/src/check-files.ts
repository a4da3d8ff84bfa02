import { type FileKind, fileKinds } from "./columns/fields.ts";
import type { CatalogueIndex } from "./load/index-catalogue.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import { readFile } from "./read-file.ts";
import type { FileReport } from "./report/print-report.ts";
import { Tally } from "./report/tally.ts";

/**
 * Reads all files and checks every row as far as that can be done without changing anything.
 *
 * @param index the products there are already; undefined when the server is not to be asked, and
 * then nobody checks whether products exist.
 */
export async function checkFiles(
  files: ReadonlyMap<FileKind, InputFile>,
  options: ImportOptions,
  index: CatalogueIndex | undefined,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const skus = new Set(index?.bySku.keys());
  for (const kind of fileKinds) {
    const file = files.get(kind);
    if (!file) continue;
    const tally = new Tally();
    for await (const { line, value } of readFile(kind, file, options, tally)) {
      if (kind === "products" && value.sku !== undefined) skus.add(value.sku);
      else if (index && value.sku !== undefined && !skus.has(value.sku)) {
        tally.fail(line, `sku: there is no product "${value.sku}"`);
      } else if (index && "productId" in value && value.productId !== undefined) {
        if (index.ids.has(value.productId)) continue;
        tally.fail(line, `product_id: there is no product ${value.productId}`);
      }
    }
    reports.push({ kind, path: file.path, tally });
  }
  return reports;
}
