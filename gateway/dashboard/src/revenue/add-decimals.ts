import { formatDecimal, parseDecimal } from "@backroom/kit/decimal";

/** Adds decimal texts exactly. */
export function addDecimals(texts: Iterable<string>): string {
  let sum = 0n;
  for (const text of texts) sum += parseDecimal(text);
  return formatDecimal(sum);
}
