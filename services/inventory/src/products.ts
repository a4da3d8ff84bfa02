import { type Backend, type CallContext, type Logger, toConnectError } from "@backroom/kit";
import {
  CatalogFeedService,
  ResolveProductsRequestSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";

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

/** Rejects once the time is up, even if whoever is asked does not heed deadlines. */
function expire(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () =>
      reject(new ConnectError("the catalogue took too long", Code.DeadlineExceeded)),
    );
  });
}

/** Asks the catalogue, on a channel to it or in the same process. */
export function askCatalog(catalog: Backend, log: Logger): Products {
  const method = CatalogFeedService.method.resolveProducts;
  return {
    async findNames(ids, context, maxMs) {
      const productIds = [...new Set(ids)];
      const late = AbortSignal.timeout(maxMs);
      const signal = AbortSignal.any([context.signal, late]);
      const deadlineMs = Math.min(context.deadlineMs, Date.now() + maxMs);
      const request = create(ResolveProductsRequestSchema, { productIds });
      try {
        const answer = catalog.unary(method, request, { ...context, signal, deadlineMs });
        const { products } = await Promise.race([answer, expire(signal)]);
        return new Map(products.map((product) => [product.id, product.name]));
      } catch (thrown) {
        if (context.signal.aborted) throw thrown;
        const { code, rawMessage } = toConnectError(thrown);
        log.warn({ code: Code[code], reason: rawMessage }, "the catalogue did not answer");
        return undefined;
      }
    },
  };
}
