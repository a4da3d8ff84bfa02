import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { type FileKind, fileKinds } from "./columns/fields.ts";
import type { CatalogueIndex } from "./load/index-catalogue.ts";
import type { InputFile } from "./open-files.ts";
import type { ImportOptions } from "./options.ts";
import { readFile } from "./read-file.ts";
import type { FileReport } from "./report/print-report.ts";
import { Tally } from "./report/tally.ts";
import { SkuFolder } from "./rows/sku-folder.ts";

/**
 * Reads all files and checks every row as far as that can be done without changing anything.
 *
 * @param index the products there are already; undefined when the server is not to be asked, and
 * then nobody checks whether products exist.
 * @param signal breaks it off.
 */
export async function checkFiles(
  files: ReadonlyMap<FileKind, InputFile>,
  options: ImportOptions,
  index: CatalogueIndex | undefined,
  signal?: AbortSignal,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const skus = new Set(index?.bySku.keys());
  const folder = options.rules.skuCase === "fold" ? new SkuFolder(skus) : undefined;
  const isMade = options.newCategory !== undefined;
  for (const kind of fileKinds) {
    const file = files.get(kind);
    if (!file) continue;
    const tally = new Tally();
    for await (const { line, value } of readFile(kind, file, options, tally, {
      skus: folder,
      signal,
    })) {
      const row = "sale" in value ? value.sale : value;
      if ("kind" in value && value.kind === Kind.REFUND) tally.returned += 1;
      if (kind === "products" && row.sku !== undefined) skus.add(row.sku);
      else if (index && row.sku !== undefined && !isMade && !skus.has(row.sku)) {
        tally.fail(line, `sku: there is no product "${row.sku}"`);
      } else if (index && "productId" in row && row.productId !== undefined) {
        if (index.ids.has(row.productId)) continue;
        tally.fail(line, `product_id: there is no product ${row.productId}`);
      }
    }
    reports.push({ kind, path: file.path, tally });
  }
  return reports;
}
