import { type Backend, createContext } from "@backroom/kit";
import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import type { ResolveProductsResponse } from "@backroom/proto/catalog/v1/feed_pb";
import { askCatalogue } from "./ask-catalogue.ts";
import type { ProductRef } from "./learn-products.ts";

/** The most products that are asked for at once. */
export const maxAsked = 1_000;
const maxWaitMs = 500;
const pauseMs = 1_000;

/** A product's present price, a decimal text. */
export type Priced = Pick<Product, "id" | "price">;

/** The present prices of products, by id and by SKU. */
export interface Prices {
  readonly byId: ReadonlyMap<bigint, Priced>;
  readonly bySku: ReadonlyMap<string, Priced>;
}

const none: Prices = { byId: new Map(), bySku: new Map() };

interface Asking {
  readonly productIds: Set<bigint>;
  readonly skus: Set<string>;
  readonly answer: PromiseWithResolvers<Prices>;
}

/**
 * Asks the catalogue for present prices, so that a sale made right after a price was changed is
 * made at the new one. Whoever asks while a question is under way shares the next, so that the
 * price is never older than the asking and many sales cost one call. When the catalogue does not
 * answer soon it is left alone for a second, and the copy's price serves.
 */
export class PriceAsker {
  readonly #catalog: Backend;
  #next: Asking | undefined;
  #isRunning = false;
  #quietUntilMs = 0;

  constructor(catalog: Backend) {
    this.#catalog = catalog;
  }

  /** Asks for the prices of up to 1000 products; those that are not known are left out. */
  ask(refs: readonly ProductRef[]): Promise<Prices> {
    if (refs.length === 0 || Date.now() < this.#quietUntilMs) return Promise.resolve(none);
    if (this.#next && this.#next.productIds.size + this.#next.skus.size + refs.length > maxAsked) {
      return Promise.resolve(none);
    }
    this.#next ??= { productIds: new Set(), skus: new Set(), answer: Promise.withResolvers() };
    const { productIds, skus, answer } = this.#next;
    for (const { productId, sku } of refs) {
      if (productId !== undefined) productIds.add(productId);
      else if (sku !== undefined) skus.add(sku);
    }
    if (!this.#isRunning) void this.#run();
    return answer.promise;
  }

  /** Asks question after question until nobody waits. */
  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let asking = this.#next; asking; asking = this.#next) {
      this.#next = undefined;
      const { productIds, skus, answer } = asking;
      const context = createContext({ caller: { name: "sales" }, timeoutMs: maxWaitMs });
      try {
        const question = { productIds: [...productIds], skus: [...skus] };
        answer.resolve(readPrices(await askCatalogue(this.#catalog, question, context)));
      } catch {
        this.#quietUntilMs = Date.now() + pauseMs;
        answer.resolve(none);
      }
    }
    this.#isRunning = false;
  }
}

/** Reads the prices out of an answer. */
function readPrices({ products }: ResolveProductsResponse): Prices {
  return {
    byId: new Map(products.map((product) => [product.id, product])),
    bySku: new Map(products.flatMap((product) => (product.sku ? [[product.sku, product]] : []))),
  };
}
