import { invalidArgument, type Page } from "@backroom/kit";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const integer = /^-?[0-9]{1,18}$/;

/** Reads a page token's key that must be a UUID or a whole number, or undefined on the first page. */
export function readKey(page: Page, index: number, kind: "uuid" | "integer"): string | undefined {
  const key = page.after?.[index];
  if (key === undefined || (kind === "uuid" ? uuid : integer).test(key)) return key;
  throw invalidArgument("page_token", "is not a token of this list");
}
