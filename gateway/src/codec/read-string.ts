import { type JsonNode, kindOf } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";

/** Reads a string of a JSON body. */
export function readString(node: JsonNode): string {
  if (typeof node !== "string") throw new Refusal(`must be a string, not ${kindOf(node)}`);
  return readText(node);
}

/** Checks that a text can be stored: whole Unicode characters, and none of them NUL. */
export function readText(text: string): string {
  if (text.includes("\0")) throw new Refusal("must not contain a NUL character");
  if (!text.isWellFormed()) throw new Refusal("must not contain half of a surrogate pair");
  return text;
}
