import type { UrlState } from "../api/use-url-state.ts";

/** Which products an address asks for. */
export interface ProductFilter {
  /** What the name or SKU contains. */
  readonly q: string;
  readonly categoryId: string;
  readonly archived: boolean;
}

const maxLength = 100;

/** Reads the filter of an address: what cannot be read filters nothing. */
export function readFilter({ q = "", category = "", archived }: UrlState): ProductFilter {
  return {
    q: q.trim().slice(0, maxLength),
    categoryId: /^[1-9]\d{0,17}$/.test(category) ? category : "",
    archived: archived === "yes",
  };
}

/** The part of a list's request that filters. */
export function filterProducts({ q, categoryId, archived }: ProductFilter) {
  return {
    ...(q && { q }),
    ...(categoryId && { categoryId: BigInt(categoryId) }),
    ...(archived && { archived }),
  };
}
