import type { RowSelection } from "./filter-rows.ts";

/** Conditions on `sales.sale s`, with their parameters. */
export class Conditions {
  readonly #conditions: string[] = [];
  readonly values: unknown[];

  /** @param values those of the statement so far, which more are added to. */
  constructor(values: unknown[] = []) {
    this.values = values;
  }

  /** Adds a condition, given the placeholder of its value. */
  add(value: unknown, write: (placeholder: string) => string): void {
    this.#conditions.push(write(this.bind(value)));
  }

  /** Adds a value, and answers its placeholder. */
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** The conditions, and others, as a WHERE clause, empty when there is none. */
  toWhere(...others: readonly string[]): string {
    const all = [...this.#conditions, ...others];
    return all.length > 0 ? `where ${all.join(" and ")}` : "";
  }
}

/** How many products the planner may look at one by one to estimate how many rows they have. */
export const maxEstimated = 100;

/**
 * Adds the conditions of a selection, but for those of time.
 *
 * @param column the product's id; as an expression it is only compared row by row, and the planner
 * does not spend more time on thousands of products than the statement will take.
 */
export function addMatches(
  conditions: Conditions,
  { productIds, channel, orderRef, kind }: RowSelection,
  column: "s.product_id" | "(s.product_id + 0)" = "s.product_id",
): void {
  if (productIds?.length === 1) {
    conditions.add(productIds[0], (value) => `s.product_id = ${value}::bigint`);
  } else if (productIds) {
    const ids = `{${productIds.join()}}`;
    conditions.add(ids, (value) => `${column} = any(${value}::bigint[])`);
  }
  if (channel !== undefined) conditions.add(channel, (value) => `s.channel = ${value}`);
  if (orderRef !== undefined) conditions.add(orderRef, (value) => `s.order_ref = ${value}`);
  if (kind !== undefined) conditions.add(kind, (value) => `s.kind = ${value}`);
}

/** Adds the conditions of a range of time. */
export function addTimes(
  conditions: Conditions,
  { startMs, endMs }: Pick<RowSelection, "startMs" | "endMs">,
): void {
  if (startMs !== undefined) {
    conditions.add(new Date(startMs).toISOString(), (value) => `s.sale_date >= ${value}`);
  }
  if (endMs !== undefined) {
    conditions.add(new Date(endMs).toISOString(), (value) => `s.sale_date < ${value}`);
  }
}
