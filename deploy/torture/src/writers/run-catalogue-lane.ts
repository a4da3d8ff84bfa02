import { CategorySchema, ProductSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { upsertCatalogue } from "@backroom/sales/catalogue";
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import type { CatalogueWrite } from "../plan/write.ts";
import { Connection } from "./connection.ts";
import type { WriterDeps } from "./run-sales-lane.ts";
import { runLane } from "./write-sales.ts";

/** Renames and moves products in the sales service's copy of the catalogue, as news of the catalogue do. */
export async function runCatalogueLane(
  { ledgerUrl, progress, signal }: Omit<WriterDeps, "book">,
  writes: readonly CatalogueWrite[],
): Promise<void> {
  const connection = new Connection(ledgerUrl);
  await runLane(writes, progress, signal, async ({ products, categories, version }) => {
    const client = await connection.get(signal);
    const updatedAt = timestampNow();
    const news = {
      products: products.map(({ id, name, categoryId }) =>
        create(ProductSchema, {
          id: BigInt(id),
          name,
          categoryId: BigInt(categoryId),
          price: "1",
          version,
        }),
      ),
      categories: categories.map(({ id, name }) =>
        create(CategorySchema, { id: BigInt(id), name, updatedAt }),
      ),
    };
    await upsertCatalogue(client, news).catch(() => connection.drop()); // The ledger has what became of it.
  }).finally(() => connection.drop());
}
