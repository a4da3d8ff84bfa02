import type { UrlState } from "./use-url-state.ts";

/** The page of a list that an address names. */
export interface PageOfList {
  /** From 1. */
  readonly page: number;
  /** What the page before gave out for it; without it the page is reached by counting. */
  readonly token?: string;
}

/** How many rows the servers' lists pass over at most. */
const maxSkip = 1_000_000;

/** Reads the page of an address: what cannot be read is the first. */
export function readPage({ page, token }: UrlState): PageOfList {
  if (!page || !/^[1-9]\d{0,8}$/.test(page) || page === "1") return { page: 1 };
  return { page: Number(page), ...(token && { token }) };
}

/** The part of a list's request that chooses the page. */
export function choosePage(
  { page, token }: PageOfList,
  limit: number,
): { limit: number; pageToken?: string; skip?: number } {
  if (page === 1) return { limit };
  if (token) return { limit, pageToken: token };
  return { limit, skip: Math.min((page - 1) * limit, maxSkip) };
}

/** The address's parameters of the first page, where every choice of a filter leads. */
export const firstPage = { page: undefined, token: undefined } as const;

/** The address's parameters of another page; the first needs none. */
export function writePage({ page, token }: PageOfList): {
  page: string | undefined;
  token: string | undefined;
} {
  return page <= 1 ? firstPage : { page: `${page}`, token };
}

/** Whether a page can be reached by counting, as the one before a page must be. */
export function isCountable(page: number, limit: number): boolean {
  return (page - 1) * limit <= maxSkip;
}
