import type { CallContext } from "@backroom/kit";
import type { Deps } from "../deps.ts";
import { askCatalogue } from "./ask-catalogue.ts";
import { upsertCatalogue } from "./upsert-catalogue.ts";

/** How a request names a product: by id or by SKU. */
export interface ProductRef {
  readonly productId: bigint | undefined;
  readonly sku: string | undefined;
}

/**
 * Asks the catalogue for up to 1000 products and keeps them in this service's copy; what does not exist there
 * is passed over.
 *
 * @returns the ids of the SKUs that exist.
 * @throws ConnectError UNAVAILABLE when the catalogue cannot be reached.
 */
export async function learnProducts(
  { catalog, catalogueHint, pool }: Pick<Deps, "catalog" | "catalogueHint" | "pool">,
  refs: readonly ProductRef[],
  context: CallContext,
): Promise<Map<string, bigint>> {
  const productIds = new Set(refs.flatMap(({ productId }) => productId ?? []));
  const skus = new Set(refs.flatMap(({ sku }) => sku ?? []));
  const news = await askCatalogue(
    catalog,
    { productIds: [...productIds], skus: [...skus] },
    context,
  );
  await upsertCatalogue(pool, news);
  catalogueHint.give();
  return new Map(news.products.flatMap(({ sku, id }) => (sku ? [[sku, id]] : [])));
}
