import { expandNumber } from "../json/expand-number.ts";
import { type JsonNode, kindOf, NumberToken } from "../json/json-node.ts";
import { Refusal } from "../json/refusal.ts";

const decimalText = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const maxDigits = 40;

/** Reads a decimal, such as an amount of money, from a number or a string, keeping its digits. */
export function readDecimal(node: JsonNode): string {
  if (typeof node === "string") return readDecimalText(node);
  if (!(node instanceof NumberToken)) {
    throw new Refusal(`must be a decimal number, not ${kindOf(node)}`);
  }
  const text = expandNumber(node.text);
  if (text === undefined) throw new Refusal("must be a decimal number with a smaller exponent");
  return checkDigits(text);
}

/** Reads a decimal from text such as `19.99`. */
export function readDecimalText(text: string): string {
  if (!decimalText.test(text)) throw new Refusal("must be a decimal number such as 19.99");
  return checkDigits(text);
}

/** Refuses more digits than any amount has; a zero has no sign. */
function checkDigits(text: string): string {
  if (text.length > maxDigits) throw new Refusal(`must not have more than ${maxDigits} digits`);
  const point = text.indexOf(".");
  if (point >= 0 && text.length - point > 5) {
    throw new Refusal("must not have more than four digits after the point");
  }
  return text.startsWith("-") && !/[1-9]/.test(text) ? text.slice(1) : text;
}
