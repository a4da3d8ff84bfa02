import {
  type Item,
  type ProductStock,
  ProductStockSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { type ItemRow, itemColumns, toItem } from "./item-row.ts";

/** Reads a product's items, ordered by channel, without its name. */
export async function readProductItems(em: SqlEntityManager, productId: bigint): Promise<Item[]> {
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from item i where i.product_id = ${productId} order by i.channel
  `.execute(em.getKysely());
  return rows.map(toItem);
}

/** Sums a product's items up. */
export function sumStock(productId: bigint, items: Item[]): ProductStock {
  const times = items.flatMap((item) => (item.updatedAt ? [item.updatedAt] : []));
  const [latest] = times.sort((a, b) => timestampMs(b) - timestampMs(a));
  return create(ProductStockSchema, {
    productId,
    stock: items.reduce((sum, item) => sum + item.quantity, 0n),
    updatedAt: latest,
    items,
    itemCount: items.length,
  });
}

/** Everything in a stock that bears the product's name. */
export function namedParts(stock: ProductStock): (ProductStock | Item)[] {
  return [stock, ...stock.items];
}
