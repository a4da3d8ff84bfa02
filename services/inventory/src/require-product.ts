import { type CallContext, notFound, unavailable } from "@backroom/kit";
import { sql } from "kysely";
import type { Deps } from "./deps.ts";

/** How long to wait for the catalogue, in milliseconds. */
const maxWaitMs = 2_000;

/**
 * Makes sure that a product exists: the catalogue says so or, while it is away, the product has
 * items already.
 *
 * @returns its name; undefined while the catalogue is away.
 * @throws ConnectError NOT_FOUND when there is no such product, UNAVAILABLE when nobody knows.
 */
export async function requireProduct(
  { em, products }: Pick<Deps, "em" | "products">,
  productId: bigint,
  context: CallContext,
): Promise<string | undefined> {
  const names = await products.findNames([productId], context, maxWaitMs);
  const name = names?.get(productId);
  if (name !== undefined) return name;
  const items = await sql`select from item where product_id = ${productId} limit 1`.execute(
    em.getKysely(),
  );
  if (items.rows.length > 0) return undefined;
  if (names) throw notFound("product_id", `there is no product ${productId}`);
  throw unavailable(`the catalogue is away, and only it knows whether product ${productId} exists`);
}
