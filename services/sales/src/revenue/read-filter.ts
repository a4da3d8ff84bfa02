import type { CallContext } from "@backroom/kit";
import type { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { kindNames } from "../ledger/filter-rows.ts";
import type { RevenueFilter } from "./query.ts";

/** What a request filters by, before names are resolved. */
export interface FilterRequest {
  readonly productId: readonly bigint[];
  readonly categoryId: readonly bigint[];
  readonly category: readonly string[];
  readonly channel: readonly string[];
  readonly kind: readonly Kind[];
}

/** Finds the products and categories that a request names; throws NOT_FOUND for what does not exist. */
export type ResolveFilter = (
  filter: {
    readonly productIds: readonly bigint[];
    readonly categoryIds: readonly bigint[];
    readonly categoryNames: readonly string[];
  },
  context: CallContext,
) => Promise<Pick<RevenueFilter, "productIds" | "categoryIds">>;

/** Reads the filter that all revenue requests share. */
export async function readFilter(
  { productId, categoryId, category, channel, kind }: FilterRequest,
  resolve: ResolveFilter,
  context: CallContext,
): Promise<RevenueFilter> {
  const isByCatalogue = productId.length + categoryId.length + category.length > 0;
  const resolved = isByCatalogue
    ? await resolve(
        { productIds: productId, categoryIds: categoryId, categoryNames: category },
        context,
      )
    : { productIds: [], categoryIds: [] };
  const kinds = kind.flatMap((each) => kindNames.get(each) ?? []);
  return { ...resolved, channels: channel, kinds };
}
