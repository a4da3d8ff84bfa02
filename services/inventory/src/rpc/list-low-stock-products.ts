import { cutPage, type Handlers, readPage } from "@backroom/kit";
import {
  type InventoryService,
  type ProductStock,
  ProductStockSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import { type ItemRow, itemColumns, toItem } from "../item-row.ts";
import { nameProducts } from "../name-products.ts";
import { namedParts } from "../product-stock.ts";
import { readKey } from "../read-key.ts";

/** The most items of a product that are shown. */
const maxItems = 20;

type LowItem = ItemRow & {
  readonly stock: string;
  readonly item_count: string;
  readonly latest_ms: string;
};
type Listed = { readonly total: string } & (LowItem | { readonly id: null });

/** Lists the tracked products with less stock than a threshold, lowest first. */
export function listLowStockProducts({
  em,
  products,
}: Deps): Handlers<typeof InventoryService>["listLowStockProducts"] {
  return async (request, context) => {
    const page = readPage(request, 2);
    const stock = readKey(page, 0, "integer");
    const productId = readKey(page, 1, "integer");
    const after = page.after
      ? sql`(stock, product_id) > (${stock}::numeric, ${productId}::bigint)`
      : sql`true`;
    const { rows } = await sql<Listed>`
      with low as materialized (
        select product_id, sum(quantity) as stock, count(*) as item_count,
          (extract(epoch from max(updated_at)) * 1000)::bigint as latest_ms
        from item
        group by product_id having sum(quantity) < ${request.threshold ?? 10n}
      ), page as (
        select * from low where ${after}
        order by stock, product_id limit ${page.limit + 1} offset ${page.skip}
      ), page_item as (
        select page.stock, page.item_count, page.latest_ms, shown.*
        from page cross join lateral (
          select ${itemColumns} from item i where i.product_id = page.product_id
          order by i.quantity, i.channel limit ${maxItems}
        ) shown
      )
      select counted.total, page_item.*
      from (select count(*) as total from low) counted left join page_item on true
      order by page_item.stock, page_item.product_id, page_item.channel
    `.execute(em.getKysely());
    const byProduct = groupByProduct(rows.flatMap((row) => (row.id === null ? [] : [row])));
    const { rows: kept, ...fields } = cutPage(byProduct, rows[0]?.total, page, ([first]) => [
      first?.stock ?? "",
      first?.product_id ?? "",
    ]);
    const items = kept.flatMap(([first, ...more]) => (first ? [toStock(first, more)] : []));
    await nameProducts(products, items.flatMap(namedParts), context);
    return { ...fields, items };
  };
}

/** Gathers the items of each product, keeping the order. */
function groupByProduct(rows: readonly LowItem[]): LowItem[][] {
  return [...Map.groupBy(rows, (row) => row.product_id).values()];
}

/** Makes a product's stock of those of its items that are shown. */
function toStock(first: LowItem, more: readonly LowItem[]): ProductStock {
  return create(ProductStockSchema, {
    productId: BigInt(first.product_id),
    stock: BigInt(first.stock),
    itemCount: Number(first.item_count),
    updatedAt: timestampFromMs(Number(first.latest_ms)),
    items: [first, ...more].map(toItem),
  });
}
