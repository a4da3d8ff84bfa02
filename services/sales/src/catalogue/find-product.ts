import type { CallContext } from "@backroom/kit";
import type { Deps } from "../deps.ts";
import { learnProducts, type ProductRef } from "./learn-products.ts";

/**
 * Finds the id of a product that exists, in this service's copy or else in the catalogue.
 *
 * @throws ConnectError UNAVAILABLE when it is new here and the catalogue cannot be reached.
 * @returns undefined when there is no such product.
 */
export async function findProduct(
  deps: Pick<Deps, "catalog" | "catalogueHint" | "pool">,
  ref: ProductRef,
  context: CallContext,
): Promise<bigint | undefined> {
  const local = await findLocally(deps, ref);
  if (local !== undefined) return local;
  const ids = await learnProducts(deps, [ref], context);
  return ref.productId === undefined ? ids.get(ref.sku ?? "") : findLocally(deps, ref);
}

/** Finds a product in the copy; a SKU that is on two for a moment counts as unknown. */
async function findLocally(
  { pool }: Pick<Deps, "pool">,
  { productId, sku }: ProductRef,
): Promise<bigint | undefined> {
  const { rows } = await pool.query<{ id: string | null }>({
    name: "find_product",
    text: `select min(id) as id from sales.product
      where id = $1::bigint or ($1::bigint is null and sku = $2::text) having count(*) = 1`,
    values: [productId, sku],
  });
  const id = rows[0]?.id;
  return id ? BigInt(id) : undefined;
}
