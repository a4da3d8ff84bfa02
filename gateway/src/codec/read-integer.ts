import { expandNumber } from "../json/expand-number.ts";
import { type JsonNode, kindOf, NumberToken } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";
import type { FieldReader } from "./field-reader.ts";

const integerText = /^-?[0-9]+$/;
const zeroFraction = /\.0+$/;

/** Longer digits, leading zeros or not, are no 64-bit number. */
const maxDigits = 40;

/** Makes a reader of 32-bit numbers within bounds, both included. */
export function makeIntegerReader(min: number, max: number): FieldReader {
  /** Reads plain digits. */
  function text(digits: string): number {
    if (!integerText.test(digits)) throw new Refusal("must be a whole number");
    const value = Number(digits);
    if (value < min || value > max) throw new Refusal(`must be from ${min} to ${max}`);
    return value === 0 ? 0 : value;
  }
  return { node: (node) => text(readDigits(node)), text };
}

/** Makes a reader of 64-bit numbers within bounds, both included. */
export function makeBigIntReader(min: bigint, max: bigint): FieldReader {
  /** Reads plain digits. */
  function text(digits: string): bigint {
    if (!integerText.test(digits)) throw new Refusal("must be a whole number");
    const value = digits.length <= maxDigits ? BigInt(digits) : max + 1n;
    if (value < min || value > max) throw new Refusal(`must be from ${min} to ${max}`);
    return value;
  }
  return { node: (node) => text(readDigits(node)), text };
}

/** Finds the digits of a number or of a string that holds one; `5.0` and `1e3` are whole too. */
function readDigits(node: JsonNode): string {
  if (typeof node === "string") return node;
  if (!(node instanceof NumberToken)) {
    throw new Refusal(`must be a whole number, not ${kindOf(node)}`);
  }
  if (integerText.test(node.text)) return node.text;
  return expandNumber(node.text)?.replace(zeroFraction, "") ?? "";
}
