import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import type { Backroom } from "./connect.ts";
import { type Patience, retry } from "./retry.ts";

/** Every product there is, by what a file may call it. */
export interface CatalogueIndex {
  readonly bySku: Map<string, Product>;
  readonly ids: Set<bigint>;
}

/** Reads all products, archived ones too: page by page costs less than asking for each row. */
export async function indexCatalogue(
  { catalog }: Backroom,
  patience?: Patience,
): Promise<CatalogueIndex> {
  const bySku = new Map<string, Product>();
  const ids = new Set<bigint>();
  for (const archived of [false, true]) {
    let pageToken = "";
    do {
      const request = { limit: 1000, archived, pageToken };
      const page = await retry(() => catalog.listProducts(request), patience);
      for (const product of page.items) {
        ids.add(product.id);
        if (product.sku !== undefined) bySku.set(product.sku, product);
      }
      pageToken = page.nextPageToken;
    } while (pageToken);
  }
  return { bySku, ids };
}
