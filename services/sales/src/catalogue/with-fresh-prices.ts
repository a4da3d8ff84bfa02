import { parseDecimal } from "@backroom/kit";
import type { Deps } from "../deps.ts";
import type { NewSale } from "../ledger/new-sale.ts";
import { maxAsked, type Priced } from "./price-asker.ts";

/**
 * Gives sales that name neither a price nor a total the catalogue's present price. Where the
 * catalogue cannot say, they stay without and the price in this service's copy applies.
 */
export async function withFreshPrices<Sale extends NewSale>(
  { priceAsker }: Pick<Deps, "priceAsker">,
  sales: readonly Sale[],
): Promise<readonly Sale[]> {
  const unpriced = new Map(sales.filter(needsPrice).map((sale) => [nameOf(sale), sale]));
  if (unpriced.size === 0) return sales;
  const prices = new Map<bigint | string, Priced>();
  const refs = [...unpriced.values()];
  for (let from = 0; from < refs.length; from += maxAsked) {
    const { byId, bySku } = await priceAsker.ask(refs.slice(from, from + maxAsked));
    for (const [name, priced] of [...byId, ...bySku]) prices.set(name, priced);
  }
  return sales.map((sale) => {
    const product = needsPrice(sale) ? prices.get(nameOf(sale)) : undefined;
    if (!product) return sale;
    return { ...sale, productId: product.id, price: parseDecimal(product.price) };
  });
}

/** Whether the catalogue's price applies to a sale. */
function needsPrice({ price }: NewSale): boolean {
  return price === undefined;
}

/** What a sale names its product by. */
function nameOf({ productId, sku }: NewSale): bigint | string {
  return productId ?? sku ?? "";
}
