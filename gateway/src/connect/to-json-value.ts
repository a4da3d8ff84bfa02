import type { JsonValue } from "@bufbuild/protobuf";
import { expandNumber } from "../json/expand-number.ts";
import { type JsonNode, NumberToken } from "../json/json-node.ts";

/**
 * Makes a plain JSON value, as protobuf's own JSON reader takes it. A number that binary floating
 * point would change becomes text, which that reader takes for 64-bit numbers too.
 */
export function toJsonValue(node: JsonNode): JsonValue {
  if (node instanceof NumberToken) {
    const value = Number(node.text);
    if (String(value) === node.text) return value;
    const digits = expandNumber(node.text)?.replace(/\.0+$/, "");
    return Number.isSafeInteger(value) && String(value) === digits ? value : node.text;
  }
  if (node instanceof Map) {
    const members = [...(node as ReadonlyMap<string, JsonNode>)];
    return Object.fromEntries(members.map(([name, value]) => [name, toJsonValue(value)]));
  }
  return Array.isArray(node) ? node.map(toJsonValue) : (node as JsonValue);
}
