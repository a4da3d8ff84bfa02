import { invalidArgument, type Page } from "@backroom/kit";

const maxInt64 = 2n ** 63n - 1n;

/**
 * Reads from a page's token the id after which it begins; 0 on the first page.
 *
 * @throws ConnectError INVALID_ARGUMENT for a token that no list of ours has given out.
 */
export function readAfterId(page: Page): bigint {
  const [key = "0"] = page.after ?? [];
  const id = /^[0-9]{1,19}$/.test(key) ? BigInt(key) : -1n;
  if (id < 0n || id > maxInt64) throw invalidArgument("page_token", "is not a token of this list");
  return id;
}
