import { type JsonNode, kindOf } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";

/** Reads a string of a JSON body. */
export function readString(node: JsonNode): string {
  if (typeof node !== "string") throw new Refusal(`must be a string, not ${kindOf(node)}`);
  return readText(node);
}

/** Checks that PostgreSQL can store a text. */
export function readText(text: string): string {
  if (text.includes("\0")) throw new Refusal("must not contain a NUL character");
  return text;
}
