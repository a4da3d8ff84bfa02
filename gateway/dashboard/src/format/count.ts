import { Code, ConnectError } from "@connectrpc/connect";

const wholeNumber = /^[+-]?\d+$/;
const maxDigits = 18;

/**
 * Reads a whole number that somebody typed. What is none is refused in the server's words and shape,
 * so that it is shown at the field of this proto name.
 */
export function parseCount(field: string, text: string): bigint {
  const typed = text.trim().replace(/^[−–]/, "-");
  if (!typed) throw refuse(field, "value is required");
  if (!wholeNumber.test(typed)) throw refuse(field, "must be a whole number");
  if (typed.replace(/^[+-]?0*/, "").length > maxDigits) throw refuse(field, "is too large");
  return BigInt(typed.replace(/^\+/, ""));
}

function refuse(field: string, rule: string): ConnectError {
  return new ConnectError(`${field}: ${rule}`, Code.InvalidArgument);
}
