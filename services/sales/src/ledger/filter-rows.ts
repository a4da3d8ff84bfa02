import type { CallContext } from "@backroom/kit";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { resolveFilter } from "../catalogue/resolve-filter.ts";
import type { Deps } from "../deps.ts";
import type { Kind as EntryKind } from "../revenue/query.ts";
import { readRange } from "../time/read-range.ts";
import { readZone } from "../time/read-zone.ts";

/** The filter fields that lists and exports have in common. */
export interface RowFilter {
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly productId?: bigint | undefined;
  readonly categoryId?: bigint | undefined;
  readonly category?: string | undefined;
  readonly channel?: string | undefined;
  readonly orderRef?: string | undefined;
  readonly kind: Kind;
  readonly timeZone?: string | undefined;
}

/** Which rows of the ledger are meant. All that is given must match. */
export interface RowSelection {
  /** From this instant on, in milliseconds since 1970. */
  readonly startMs?: number | undefined;
  /** Up to, but without, this instant. */
  readonly endMs?: number | undefined;
  /** Of these products; of all when absent. */
  readonly productIds?: readonly bigint[] | undefined;
  readonly channel?: string | undefined;
  readonly orderRef?: string | undefined;
  readonly kind?: EntryKind | undefined;
}

/**
 * Finds out which rows a filter means. Of a category these are the rows of the products that are in
 * it now, for all statements alike.
 *
 * @throws ConnectError INVALID_ARGUMENT for a date or zone, NOT_FOUND for what does not exist.
 */
export async function filterRows(
  deps: Deps,
  filter: RowFilter,
  context: CallContext,
): Promise<RowSelection> {
  const zone = readZone("time_zone", filter.timeZone, deps.storeTimeZone);
  const range = readRange({
    startField: "start_date",
    start: filter.startDate,
    endField: "end_date",
    end: filter.endDate,
    zone,
  });
  const { productIds, categoryIds } = await resolveFilter(
    deps,
    {
      productIds: filter.productId === undefined ? [] : [filter.productId],
      categoryIds: filter.categoryId === undefined ? [] : [filter.categoryId],
      categoryNames: filter.category === undefined ? [] : [filter.category],
    },
    context,
  );
  const { channel, orderRef } = filter;
  const kind = kindNames.get(filter.kind);
  const selection = { ...range, channel, orderRef, kind };
  if (categoryIds.length === 0) {
    return productIds.length > 0 ? { ...selection, productIds } : selection;
  }
  const members = await listProducts(deps, categoryIds);
  const both = productIds.filter((id) => members.includes(id));
  return { ...selection, productIds: productIds.length > 0 ? both : members };
}

/** Finds the products that are in some categories now. */
async function listProducts({ pool }: Deps, categoryIds: readonly bigint[]): Promise<bigint[]> {
  const { rows } = await pool.query<{ ids: string | null }>({
    name: "list-products-of-categories",
    text: "select string_agg(id::text, ',') as ids from sales.product where category_id = any($1::bigint[])",
    values: [categoryIds],
  });
  return rows[0]?.ids?.split(",").map(BigInt) ?? [];
}

/** How the ledger spells each kind. */
export const kindNames = new Map<Kind, "SALE" | "REFUND" | "VOID">([
  [Kind.SALE, "SALE"],
  [Kind.REFUND, "REFUND"],
  [Kind.VOID, "VOID"],
]);
