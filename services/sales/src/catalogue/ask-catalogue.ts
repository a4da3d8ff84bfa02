import { type Backend, type CallContext, unavailable } from "@backroom/kit";
import {
  CatalogFeedService,
  ResolveProductsRequestSchema,
  type ResolveProductsResponse,
} from "@backroom/proto/catalog/v1/feed_pb";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";

/** How long the catalogue may take to answer, in milliseconds, before it counts as away. */
const maxWaitMs = 2_000;

/** What to ask the catalogue for. */
export type Question = MessageInitShape<typeof ResolveProductsRequestSchema>;

/**
 * Asks the catalogue for products and categories; what does not exist is left out.
 *
 * @throws ConnectError UNAVAILABLE when the catalogue does not answer in time.
 */
export async function askCatalogue(
  catalog: Backend,
  question: Question,
  context: CallContext,
): Promise<ResolveProductsResponse> {
  const deadlineMs = Math.min(context.deadlineMs, Date.now() + maxWaitMs);
  try {
    return await catalog.unary(
      CatalogFeedService.method.resolveProducts,
      create(ResolveProductsRequestSchema, question),
      { ...context, deadlineMs },
    );
  } catch (error) {
    const { code } = ConnectError.from(error);
    if (code === Code.Canceled || Date.now() >= context.deadlineMs) throw error;
    throw unavailable("the catalogue, which must be asked for this, cannot be reached", error);
  }
}
