import { invalidArgument } from "./rpc/errors.ts";

/** The paging fields that every list request has. */
export interface PageRequest {
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
  readonly pageToken: string;
}

/** Which part of a list is asked for. */
export interface Page {
  readonly skip: number;
  readonly limit: number;
  /** The sort keys of the last row of the page before; undefined on the first page. */
  readonly after: readonly string[] | undefined;
}

/**
 * Reads the paging fields of a list request.
 *
 * @param keyCount how many sort keys a token of this list holds.
 * @throws ConnectError INVALID_ARGUMENT for a token that is not one of ours, or a token with skip.
 */
export function readPage(request: PageRequest, keyCount: number): Page {
  const limit = request.limit ?? 100;
  if (!request.pageToken) return { skip: request.skip ?? 0, limit, after: undefined };
  if (request.skip) throw invalidArgument("skip", "cannot be given together with page_token");
  return { skip: 0, limit, after: readToken(request.pageToken, keyCount) };
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

/** Makes the token that goes on after the row with these sort keys. */
function writeToken(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/** Reads a token that writeToken made. */
function readToken(token: string, keyCount: number): string[] {
  const problem = invalidArgument("page_token", "is not a token of this list");
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    throw problem;
  }
  if (!Array.isArray(keys) || keys.length !== keyCount) throw problem;
  if (!keys.every((key) => typeof key === "string" && key.length <= 64)) throw problem;
  return keys;
}
