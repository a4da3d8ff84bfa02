import { divideRounded, formatDecimal, parseDecimal } from "@backroom/kit";
import { CreateProductRequestSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import { Tally } from "../report/tally.ts";
import type { SaleRow } from "../rows/parse-sale.ts";
import type { Row } from "../rows/read-rows.ts";
import type { SkuFolder } from "../rows/sku-folder.ts";
import type { Backroom } from "./connect.ts";
import type { CatalogueIndex } from "./index-catalogue.ts";
import { loadProducts } from "./load-products.ts";

/** What the sales say of a product that the catalogue does not have. */
interface Draft {
  /** The line of the first of them. */
  readonly line: number;
  name: string | undefined;
  price: string | undefined;
}

/**
 * Makes the products that a sales file has and the catalogue not. A product's name is the first
 * that a row gives, else its SKU; its price is that of its last row that has one above zero. A
 * product whose rows tell no price is not made, so that its rows are refused.
 *
 * @returns a tally of the products.
 */
export async function makeProducts(
  backroom: Backroom,
  index: CatalogueIndex,
  rows: AsyncIterable<Row<SaleRow>>,
  category: string,
  skus: SkuFolder | undefined,
): Promise<Tally> {
  const drafts = new Map<string, Draft>();
  for await (const { line, value } of rows) {
    const { sku } = value.sale;
    if (sku === undefined || index.bySku.has(sku)) continue;
    const draft = drafts.get(sku) ?? { line, name: undefined, price: undefined };
    const price = findPrice(value);
    draft.name ??= value.name;
    if (price !== undefined && (price !== "0" || draft.price === undefined)) draft.price = price;
    drafts.set(sku, draft);
    skus?.add(sku);
  }
  const tally = new Tally();
  const products = [...drafts].flatMap(([sku, { line, name = sku, price }]) =>
    price === undefined
      ? []
      : [
          {
            line,
            value: { ...create(CreateProductRequestSchema, { name, category, price }), sku },
          },
        ],
  );
  await loadProducts(backroom, index, products, tally);
  return tally;
}

/** Answers the price of one piece; undefined when a row tells none. */
function findPrice({ sale: { price, totalAmount, quantity } }: SaleRow): string | undefined {
  if (price !== undefined || totalAmount === undefined) return price;
  return formatDecimal(divideRounded(parseDecimal(totalAmount), BigInt(quantity)));
}
