const fractionDigits = 4;
const scale = 10n ** BigInt(fractionDigits);

/**
 * A decimal text of up to four fraction digits in ten-thousandths, so that it can be added and put in order
 * without rounding.
 */
export function toUnits(text: string): bigint {
  const dot = text.indexOf(".");
  if (dot < 0) return BigInt(text) * scale;
  const fraction = text.slice(dot + 1, dot + 1 + fractionDigits).padEnd(fractionDigits, "0");
  return BigInt(text.slice(0, dot) + fraction);
}

/** Ten-thousandths as the server writes them: with two fraction digits, or as many more as there are. */
export function toDecimal(units: bigint): string {
  const magnitude = units < 0n ? -units : units;
  const fraction = (magnitude % scale)
    .toString()
    .padStart(fractionDigits, "0")
    .replace(/0{1,2}$/, "");
  return `${units < 0n ? "-" : ""}${magnitude / scale}.${fraction}`;
}

/** Adds decimal texts exactly. */
export function addDecimals(texts: Iterable<string>): string {
  let sum = 0n;
  for (const text of texts) sum += toUnits(text);
  return toDecimal(sum);
}
