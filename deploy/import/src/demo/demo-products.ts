import { Chance } from "@backroom/kit";
import { CreateProductRequestSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import type { ProductRow } from "../rows/parse-product.ts";
import type { StockRow } from "../rows/parse-stock.ts";
import { assortment } from "./assortment.ts";

/** A product of the demo shop, and how well it sells. */
export interface DemoProduct {
  readonly row: ProductRow;
  /** How much it sells, compared with others, in an average month. */
  readonly weight: number;
  /** What each month, January first, sells compared with an average month. */
  readonly seasons: readonly number[];
}

/** All products of the demo shop: best sellers and a long tail. */
export const demoProducts: readonly DemoProduct[] = assortment.flatMap(
  ({ name: category, seasons, products }) =>
    products.map(([name, description, price], rank) => {
      const code = category
        .replace(/[^A-Z]/gi, "")
        .slice(0, 3)
        .toUpperCase();
      const sku = `${code}-${String(rank + 1).padStart(3, "0")}`;
      const product = create(CreateProductRequestSchema, {
        sku,
        name,
        description,
        category,
        price,
      });
      const luck = 0.6 + new Chance(sku).next();
      // Cheap things sell more often, and within a category each rank less than the one before.
      const weight = (luck / (rank + 1) ** 0.8) * Number(price) ** -0.35;
      return { row: { ...product, sku }, weight, seasons };
    }),
);

/** The channels of the demo shop and their shares of its sales. */
export const demoChannels = [
  ["web", 0.44],
  ["amazon", 0.31],
  ["walmart", 0.16],
  ["default", 0.09],
] as const;

/** What lies in the demo shop: most of it plenty, some of it due for ordering. */
export const demoStock: readonly StockRow[] = demoProducts.flatMap(({ row, weight }, index) => {
  const chance = new Chance(`stock ${row.sku}`);
  const channels = index % 4 === 0 ? ["default", "web", "amazon"] : ["default"];
  return channels.map((channel) => {
    const reorderLevel = Math.max(3, Math.round(weight * 60));
    const isLow = chance.happens(0.14);
    const quantity = isLow
      ? chance.integer(0, reorderLevel)
      : reorderLevel + chance.integer(5, 40 + reorderLevel * 4);
    return {
      sku: row.sku,
      productId: undefined,
      channel,
      quantity: BigInt(quantity),
      reorderLevel: BigInt(reorderLevel),
    };
  });
});
