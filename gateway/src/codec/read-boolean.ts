import { type JsonNode, kindOf } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";

/** Reads `true` or `false`. */
export function readBoolean(node: JsonNode): boolean {
  if (typeof node === "boolean") return node;
  throw new Refusal(`must be true or false, not ${kindOf(node)}`);
}

/** Reads `true` or `false` in any case, as Python's clients write them. */
export function readBooleanText(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower === "true") return true;
  if (lower === "false") return false;
  throw new Refusal("must be true or false");
}
