import { invalidArgument, type Page, writeToken } from "@backroom/kit";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const integer = /^-?[0-9]{1,18}$/;

/** Reads a page token's key that must be a UUID or a whole number, or undefined on the first page. */
export function readKey(page: Page, index: number, kind: "uuid" | "integer"): string | undefined {
  const key = page.after?.[index];
  if (key === undefined || (kind === "uuid" ? uuid : integer).test(key)) return key;
  throw invalidArgument("page_token", "is not a token of this list");
}

/** The fields that every list answers beside its items. */
export interface PageFields {
  readonly total: bigint;
  readonly skip: number;
  readonly limit: number;
  readonly nextPageToken: string;
}

/**
 * Cuts off the row that was read beyond the page to see whether there is one.
 *
 * @param keysOf the sort keys that the next page begins after.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  total: string | undefined,
  { skip, limit }: Page,
  keysOf: (row: Row) => readonly string[],
): PageFields & { readonly rows: readonly Row[] } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const nextPageToken = last !== undefined && rows.length > limit ? writeToken(keysOf(last)) : "";
  return { rows: kept, total: BigInt(total ?? 0), skip, limit, nextPageToken };
}
