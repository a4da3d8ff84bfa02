import { type CallContext, parseDecimal } from "@backroom/kit";
import { Code, ConnectError } from "@connectrpc/connect";
import { learnProducts, type ProductRef } from "../catalogue/learn-products.ts";
import type { Deps } from "../deps.ts";

const maxAsked = 1_000;

/** A product of this service's copy of the catalogue. */
export interface KnownProduct {
  readonly id: bigint;
  /** The copy's price, in ten-thousandths. */
  readonly price: bigint;
}

/** The products that rows name. */
export interface Products {
  /** Finds a product; undefined when there is none. */
  find(ref: ProductRef): KnownProduct | undefined;
  /** Why those that were not found may exist all the same; undefined when they do not. */
  readonly doubt: ConnectError | undefined;
}

type ResolveDeps = Pick<Deps, "catalog" | "catalogueHint" | "pool">;

/** Finds products in this service's copy and, for those it does not know, in the catalogue. */
export async function resolveProducts(
  deps: ResolveDeps,
  refs: readonly ProductRef[],
  context: CallContext,
): Promise<Products> {
  const known = new Map<bigint | string, KnownProduct>();
  const find = ({ productId, sku }: ProductRef) => known.get(productId ?? sku ?? "");
  const distinct = [...new Map(refs.map((ref) => [ref.productId ?? ref.sku, ref])).values()];
  await findLocally(deps, distinct, known);
  const missing = distinct.filter((ref) => !find(ref));
  let doubt: ConnectError | undefined;
  for (let from = 0; from < missing.length && !doubt; from += maxAsked) {
    try {
      await learn(deps, missing.slice(from, from + maxAsked), known, context);
    } catch (error) {
      if (!(error instanceof ConnectError) || error.code !== Code.Unavailable) throw error;
      doubt = error;
    }
  }
  return { find, doubt };
}

/** Asks the catalogue, then looks again. */
async function learn(
  deps: ResolveDeps,
  refs: readonly ProductRef[],
  known: Map<bigint | string, KnownProduct>,
  context: CallContext,
): Promise<void> {
  const ids = await learnProducts(deps, refs, context);
  const named = refs.map(({ productId, sku }) => ({
    productId: productId ?? ids.get(sku ?? ""),
    sku: undefined,
  }));
  await findLocally(deps, named, known);
  for (const [sku, id] of ids) {
    const product = known.get(id);
    if (product) known.set(sku, product);
  }
}

/** Looks in the copy. A SKU that is on two for a moment counts as unknown. */
async function findLocally(
  { pool }: ResolveDeps,
  refs: readonly ProductRef[],
  known: Map<bigint | string, KnownProduct>,
): Promise<void> {
  const { rows } = await pool.query<{ id: string; sku: string | null; price: string }>({
    name: "resolve_products",
    text: `select id, null as sku, price from sales.product where id = any($1::bigint[])
      union all
      select min(id), sku, min(price) from sales.product where sku = any($2::text[])
      group by sku having count(*) = 1`,
    values: [
      refs.flatMap(({ productId }) => productId ?? []),
      refs.flatMap(({ productId, sku }) => (productId === undefined && sku ? sku : [])),
    ],
  });
  for (const { id, sku, price } of rows) {
    known.set(sku ?? BigInt(id), { id: BigInt(id), price: parseDecimal(price) });
  }
}
