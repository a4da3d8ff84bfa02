import type { RevenueFilter } from "./query.ts";

/**
 * Writes the conditions of a filter on a table of the mirror, all of which must hold, and adds the
 * values of their parameters, whose names no other part of a statement uses.
 */
export function filterToSql(filter: RevenueFilter, params: Record<string, unknown>): string[] {
  const conditions: string[] = [];
  const add = (name: string, values: readonly unknown[], condition: string) => {
    if (values.length === 0) return;
    conditions.push(condition);
    params[name] = values;
  };
  add("products", filter.productIds, "product_id IN {products:Array(UInt64)}");
  add(
    "categories",
    filter.categoryIds,
    "product_id IN (SELECT id FROM product FINAL WHERE category_id IN {categories:Array(UInt64)})",
  );
  add("channels", filter.channels, "channel IN {channels:Array(String)}");
  add("kinds", filter.kinds, `kind IN {kinds:Array(${kindType})}`);
  return conditions;
}

const kindType = "Enum8('SALE' = 1, 'REFUND' = 2, 'VOID' = 3)";
