import type { CallContext } from "@backroom/kit";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { resolveFilter } from "../catalogue/resolve-filter.ts";
import type { Deps } from "../deps.ts";
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

/** Conditions on `sales.sale s`, with their parameters. */
export class Conditions {
  readonly #conditions: string[] = [];
  readonly values: unknown[] = [];

  /** Adds a condition, given the placeholder of its value. */
  add(value: unknown, write: (placeholder: string) => string): void {
    this.#conditions.push(write(this.bind(value)));
  }

  /** Adds a value, and answers its placeholder. */
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** The conditions as a WHERE clause, empty when there is none. */
  toWhere(): string {
    return this.#conditions.length > 0 ? `where ${this.#conditions.join(" and ")}` : "";
  }
}

/** Finds the products of categories before the statement is run. */
export type PinProducts = (deps: Deps, categoryIds: readonly bigint[]) => Promise<string[]>;

/**
 * Makes the conditions of a filter.
 *
 * @param pinProducts for those who run several statements, which all must mean the same products;
 * without it each statement looks for itself which products a category now has.
 * @throws ConnectError INVALID_ARGUMENT for a date or zone, NOT_FOUND for what does not exist.
 */
export async function filterRows(
  deps: Deps,
  filter: RowFilter,
  context: CallContext,
  pinProducts?: PinProducts,
): Promise<Conditions> {
  const zone = readZone("time_zone", filter.timeZone, deps.storeTimeZone);
  const { startMs, endMs } = readRange({
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
  const conditions = new Conditions();
  if (startMs !== undefined) {
    conditions.add(new Date(startMs).toISOString(), (value) => `s.sale_date >= ${value}`);
  }
  if (endMs !== undefined) {
    conditions.add(new Date(endMs).toISOString(), (value) => `s.sale_date < ${value}`);
  }
  if (productIds.length > 0) {
    conditions.add(productIds, (value) => `s.product_id = any(${value}::bigint[])`);
  }
  if (categoryIds.length > 0 && pinProducts) {
    const pinned = await pinProducts(deps, categoryIds);
    conditions.add(pinned, (value) => `s.product_id = any(${value}::bigint[])`);
  } else if (categoryIds.length > 0) {
    conditions.add(
      categoryIds,
      (value) =>
        `s.product_id = any(array(select id from sales.product where category_id = any(${value}::bigint[])))`,
    );
  }
  if (filter.channel !== undefined) {
    conditions.add(filter.channel, (value) => `s.channel = ${value}`);
  }
  if (filter.orderRef !== undefined) {
    conditions.add(filter.orderRef, (value) => `s.order_ref = ${value}`);
  }
  if (filter.kind !== Kind.UNSPECIFIED) {
    conditions.add(kindNames.get(filter.kind), (value) => `s.kind = ${value}`);
  }
  return conditions;
}

/** How the ledger spells each kind. */
export const kindNames = new Map<Kind, "SALE" | "REFUND" | "VOID">([
  [Kind.SALE, "SALE"],
  [Kind.REFUND, "REFUND"],
  [Kind.VOID, "VOID"],
]);
