import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import type { UrlState } from "../api/use-url-state.ts";
import type { Period } from "../period/period.ts";

/** Which rows of the ledger are shown or exported. */
export interface SaleFilter {
  readonly startDate?: string;
  readonly endDate?: string;
  readonly productId?: bigint;
  readonly categoryId?: bigint;
  readonly channel?: string;
  readonly orderRef?: string;
  readonly kind?: Kind;
}

/** The kinds of row by the names that they have in addresses. */
const kinds: Readonly<Record<string, Kind>> = {
  sale: Kind.SALE,
  refund: Kind.REFUND,
  void: Kind.VOID,
};

/** The kinds of row by the names that they have on the REST surface. */
const kindNames = ["SALE", "REFUND", "VOID"] as const;

/** The parameters of the address that a filter is read from, besides those of the period. */
export const filterNames = ["product", "category", "channel", "order", "kind"] as const;

/** Reads the filter of an address. What cannot be read filters nothing. */
export function readFilter(state: UrlState, { startDate, endDate }: Period): SaleFilter {
  const { product, category, channel, order, kind = "" } = state;
  return {
    startDate,
    endDate,
    productId: readId(product),
    categoryId: readId(category),
    channel: channel || undefined,
    orderRef: order || undefined,
    kind: Object.hasOwn(kinds, kind) ? kinds[kind] : undefined,
  };
}

/** Reads an id from an address; undefined when it is none. */
export function readId(text: string | undefined): bigint | undefined {
  return text !== undefined && /^[1-9][0-9]{0,17}$/.test(text) ? BigInt(text) : undefined;
}

/** Writes a filter as the parameters of the REST surface's lists and exports. */
export function toQuery(filter: SaleFilter): URLSearchParams {
  const query = new URLSearchParams();
  const add = (name: string, value: bigint | string | undefined) => {
    if (value !== undefined) query.set(name, `${value}`);
  };
  add("start_date", filter.startDate);
  add("end_date", filter.endDate);
  add("product_id", filter.productId);
  add("category_id", filter.categoryId);
  add("channel", filter.channel);
  add("order_ref", filter.orderRef);
  add(
    "kind",
    kindNames.find((name) => Kind[name] === filter.kind),
  );
  return query;
}
