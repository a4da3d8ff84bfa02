import {
  type Backend,
  type CallContext,
  type Logger,
  LossLog,
  toConnectError,
} from "@backroom/kit";
import {
  CatalogFeedService,
  ResolveProductsRequestSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import { create } from "@bufbuild/protobuf";

/** What the catalogue knows of products. */
export interface Products {
  /**
   * Asks for the names of some products, at most 1000, in one call.
   *
   * @param maxMs how long to wait at most.
   * @returns the names by id, without those that do not exist; undefined when the catalogue is away.
   */
  findNames(
    ids: readonly bigint[],
    context: CallContext,
    maxMs: number,
  ): Promise<ReadonlyMap<bigint, string> | undefined>;
}

/** Rejects when the signal is aborted, even if whoever is asked does not heed deadlines. */
function expire(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(toConnectError(signal.reason)));
  });
}

/** Asks the catalogue, on a channel to it or in the same process. */
export function askCatalog(catalog: Backend, log: Logger): Products {
  const method = CatalogFeedService.method.resolveProducts;
  const losses = new LossLog({
    log,
    lost: "the catalogue is away: products go without names",
    regained: "the catalogue answers again",
  });

  return {
    async findNames(ids, context, maxMs) {
      const productIds = [...new Set(ids)];
      const signal = AbortSignal.any([context.signal, AbortSignal.timeout(maxMs)]);
      const deadlineMs = Math.min(context.deadlineMs, Date.now() + maxMs);
      const request = create(ResolveProductsRequestSchema, { productIds });
      try {
        const answer = catalog.unary(method, request, { ...context, signal, deadlineMs });
        const { products } = await Promise.race([answer, expire(signal)]);
        losses.regained();
        return new Map(products.map((product) => [product.id, product.name]));
      } catch (thrown) {
        if (context.signal.aborted) throw thrown;
        losses.lost(thrown);
        return undefined;
      }
    },
  };
}
