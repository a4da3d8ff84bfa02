import { type JsonNode, kindOf, NumberToken } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";

const floatText = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Reads a binary floating point number. */
export function readFloat(node: JsonNode): number {
  if (node instanceof NumberToken) return readFloatText(node.text);
  throw new Refusal(`must be a number, not ${kindOf(node)}`);
}

/** Reads a finite number from text. */
export function readFloatText(text: string): number {
  const value = floatText.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new Refusal("must be a finite number");
  return value;
}
