import type { Category, Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { ClientBase, Pool } from "pg";

/** Categories and products as the catalogue told them. */
export interface CatalogueNews {
  readonly categories: readonly Category[];
  readonly products: readonly Product[];
}

// A renamed category has a later updated_at, a changed product a higher version: what is older than
// the copy is passed over. All writers go in the order of ids, so that none waits in a circle.
const upsertCategories = `
insert into sales.category as kept (id, name, updated_at)
select * from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as news (id, name, updated_at)
order by id
on conflict (id) do update set name = excluded.name, updated_at = excluded.updated_at
where kept.updated_at <= excluded.updated_at`;

const upsertProducts = `
insert into sales.product as kept (id, sku, name, category_id, price, archived, version)
select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::numeric[], $6::boolean[], $7::integer[])
  as news (id, sku, name, category_id, price, archived, version)
order by id
on conflict (id) do update set sku = excluded.sku, name = excluded.name,
  category_id = excluded.category_id, price = excluded.price, archived = excluded.archived,
  version = excluded.version
where kept.version < excluded.version`;

/** Writes news of the catalogue into this service's copy; older news never replace newer. */
export async function upsertCatalogue(
  connection: Pool | ClientBase,
  { categories, products }: CatalogueNews,
): Promise<void> {
  if (categories.length > 0) {
    await connection.query(upsertCategories, [
      categories.map((category) => category.id),
      categories.map((category) => category.name),
      categories.map(({ updatedAt }) =>
        new Date(updatedAt ? timestampMs(updatedAt) : 0).toISOString(),
      ),
    ]);
  }
  if (products.length > 0) {
    await connection.query(upsertProducts, [
      products.map((product) => product.id),
      products.map((product) => product.sku),
      products.map((product) => product.name),
      products.map((product) => product.categoryId),
      products.map((product) => product.price),
      products.map((product) => product.archived),
      products.map((product) => product.version),
    ]);
  }
}
