import { parseDecimal } from "@backroom/kit";
import type { Deps } from "../deps.ts";
import type { NewSale } from "../ledger/new-sale.ts";

/**
 * Gives sales that name neither a price nor a total the catalogue's present price. Where the
 * catalogue cannot say, they stay without and the price in this service's copy applies.
 */
export async function withFreshPrices(
  { priceAsker }: Pick<Deps, "priceAsker">,
  sales: readonly NewSale[],
): Promise<NewSale[]> {
  const { byId, bySku } = await priceAsker.ask(sales.filter(needsPrice));
  return sales.map((sale) => {
    if (!needsPrice(sale)) return sale;
    const product =
      sale.productId === undefined ? bySku.get(sale.sku ?? "") : byId.get(sale.productId);
    if (!product) return sale;
    return { ...sale, productId: product.id, price: parseDecimal(product.price) };
  });
}

/** Whether the catalogue's price applies to a sale. */
function needsPrice({ price }: NewSale): boolean {
  return price === undefined;
}
