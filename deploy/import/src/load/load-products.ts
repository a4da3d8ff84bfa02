import { randomUUID } from "node:crypto";
import { parseDecimal } from "@backroom/kit";
import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import type { Tally } from "../report/tally.ts";
import type { ProductRow } from "../rows/parse-product.ts";
import type { Row } from "../rows/read-rows.ts";
import type { Backroom } from "./connect.ts";
import type { CatalogueIndex } from "./index-catalogue.ts";
import { readRefusal } from "./read-refusal.ts";
import { retry } from "./retry.ts";
import { runConcurrently } from "./run-concurrently.ts";

/** Creates the products that are new, changes those that differ, and keeps the index up to date. */
export async function loadProducts(
  { catalog }: Backroom,
  index: CatalogueIndex,
  rows: AsyncIterable<Row<ProductRow>> | Iterable<Row<ProductRow>>,
  tally: Tally,
  signal?: AbortSignal,
): Promise<void> {
  const patience = { maxElapsedMs: 60_000, signal };

  /** Brings one product up to date. */
  async function loadProduct(row: ProductRow): Promise<void> {
    const present = index.bySku.get(row.sku);
    if (!present) {
      // A key of this one attempt: an answer that was lost must not make "the SKU is taken" of it.
      const request = { ...row, idempotencyKey: `import-${randomUUID()}` };
      const { product } = await retry(() => catalog.createProduct(request, { signal }), patience);
      remember(index, product);
      tally.created += 1;
    } else if (differs(present, row)) {
      const { name, description, price, category } = row;
      const request = { productId: present.id, name, description, price, category };
      const { product } = await retry(() => catalog.updateProduct(request, { signal }), patience);
      remember(index, product);
      tally.updated += 1;
    } else {
      tally.unchanged += 1;
    }
  }

  await runConcurrently(rows, 8, async ({ line, value }) => {
    await loadProduct(value).catch((error) => tally.fail(line, readRefusal(error)));
  });
}

/** Enters a product in the index. */
function remember(index: CatalogueIndex, product: Product | undefined): void {
  if (product?.sku === undefined) return;
  index.bySku.set(product.sku, product);
  index.ids.add(product.id);
}

/** Whether the file says something else than the catalogue; an empty description says nothing. */
function differs(present: Product, row: ProductRow): boolean {
  return (
    present.name !== row.name ||
    (row.description !== undefined && present.description !== row.description) ||
    present.category.toLowerCase() !== row.category?.toLowerCase() ||
    parseDecimal(present.price) !== parseDecimal(row.price)
  );
}
