import { formatDecimal, parseDecimal } from "@backroom/kit";
import type { ProductSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";

/** The columns of a ProductRow, of the tables `product` as `p` and `category` as `k`. */
export const productColumns =
  "p.id, p.name, p.description, p.price, p.category_id, k.name as category, p.sku, p.archived, p.version, p.created_at, p.updated_at";

/** A product as PostgreSQL answers it. */
export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: string;
  readonly category_id: string;
  readonly category: string;
  readonly sku: string | null;
  readonly archived: boolean;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Makes the message of a row. */
export function toProduct(row: ProductRow): MessageInitShape<typeof ProductSchema> {
  return {
    id: BigInt(row.id),
    name: row.name,
    description: row.description ?? undefined,
    price: formatDecimal(parseDecimal(row.price)),
    categoryId: BigInt(row.category_id),
    category: row.category,
    sku: row.sku ?? undefined,
    archived: row.archived,
    version: row.version,
    createdAt: timestampFromMs(Date.parse(row.created_at)),
    updatedAt: timestampFromMs(Date.parse(row.updated_at)),
  };
}
