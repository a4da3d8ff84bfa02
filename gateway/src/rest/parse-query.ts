import { Refusal } from "../json/refusal.ts";

const maxParameters = 2000;

/**
 * Splits the query of a URL into its parameters, in order.
 *
 * @throws Refusal for broken percent-encoding, text that is not UTF-8, or over 2000 parameters.
 */
export function parseQuery(url: string): readonly (readonly [string, string])[] {
  const start = url.indexOf("?");
  if (start < 0 || start === url.length - 1) return [];
  const parts = url.slice(start + 1).split("&", maxParameters + 1);
  if (parts.length > maxParameters) {
    throw new Refusal(`must not have more than ${maxParameters} parameters`, "query");
  }
  return parts.filter((part) => part !== "").map(parsePart);
}

/** Splits and decodes one parameter. */
function parsePart(part: string): readonly [string, string] {
  const equals = part.indexOf("=");
  if (equals < 0) return [decode(part, "query"), ""];
  const name = decode(part.slice(0, equals), "query");
  return [name, decode(part.slice(equals + 1), name)];
}

/** Decodes percent-encoded UTF-8, where a plus is a space. */
function decode(text: string, place: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Refusal("is not percent-encoded UTF-8", place);
  }
}
