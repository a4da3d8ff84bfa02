import {
  type Backend,
  bindService,
  createCallMetrics,
  createLog,
  Hint,
  unavailable,
} from "@backroom/kit";
import { CategorySchema, type Product, ProductSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Registry } from "prom-client";

/** A catalogue in memory for tests, behind the same chain as the real one. */
export class FakeCatalogue {
  readonly products = new Map<bigint, Product>();
  readonly categories = new Map([[1n, "Toys"]]);
  /** Whether calls are refused, as when the catalogue is away. */
  isAway = false;
  /** Whether the stream of changes stays silent, so that the copy learns by asking only. */
  isSilent = false;
  askedCount = 0;
  readonly backend: Backend;
  readonly #changed = new Hint();
  readonly #log: bigint[] = [];
  readonly #deletedCategoryIds: bigint[] = [];

  constructor() {
    this.backend = bindService(
      CatalogFeedService,
      {
        resolveProducts: async (request) => {
          this.askedCount++;
          if (this.isAway) throw unavailable("the catalogue is away");
          const products = [...this.products.values()].filter(
            ({ id, sku }) => request.productIds.includes(id) || request.skus.includes(sku ?? ""),
          );
          const names = request.categoryNames.map((name) => name.toLowerCase());
          const categories = [...this.categories].filter(
            ([id, name]) =>
              request.categoryIds.includes(id) ||
              names.includes(name.toLowerCase()) ||
              products.some(({ categoryId }) => categoryId === id),
          );
          return { products, categories: categories.map(([id]) => this.#category(id)) };
        },
        watchChanges: (request, context) => this.#watch(Number(request.position), context.signal),
      },
      {
        log: createLog("fake-catalogue", "silent"),
        metrics: createCallMetrics(new Registry()),
      },
    );
  }

  /** Adds or changes a product. */
  put(id: bigint, fields: { price?: string; sku?: string; name?: string; categoryId?: bigint }) {
    const before = this.products.get(id);
    const product = create(ProductSchema, {
      name: `Product ${id}`,
      price: "10.00",
      categoryId: 1n,
    });
    Object.assign(product, before, fields, { id, version: (before?.version ?? 0) + 1 });
    this.products.set(id, product);
    this.#log.push(id);
    this.#changed.give();
  }

  /** Deletes a category. */
  removeCategory(id: bigint): void {
    this.categories.delete(id);
    this.#deletedCategoryIds.push(id);
    this.#changed.give();
  }

  /** The message of a category. */
  #category(id: bigint) {
    return create(CategorySchema, {
      id,
      name: this.categories.get(id) ?? "",
      updatedAt: timestampNow(),
    });
  }

  /** Streams changes from a position on. */
  async *#watch(from: number, signal: AbortSignal) {
    let position = from;
    while (!signal.aborted) {
      if (this.isAway) throw unavailable("the catalogue is away");
      const ids = this.isSilent ? [] : this.#log.slice(position);
      position += ids.length;
      const products = ids.flatMap((id) => this.products.get(id) ?? []);
      const categories = [...this.categories.keys()].map((id) => this.#category(id));
      const deletedCategoryIds = [...this.#deletedCategoryIds];
      yield {
        categories,
        products,
        deletedCategoryIds,
        position: String(position),
        caughtUp: true,
      };
      await this.#changed.wait(50, signal);
    }
  }
}
