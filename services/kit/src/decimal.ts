/** Ten-thousandths in one: amounts are whole numbers of these, so that sums are exact. */
const scale = 10_000n;

const decimalText = /^(-?)([0-9]+)(?:\.([0-9]{1,}))?$/;

/**
 * Reads a decimal with up to four fraction digits as a whole number of ten-thousandths.
 *
 * @throws RangeError when the text is not such a decimal; further digits must be zeros.
 */
export function parseDecimal(text: string): bigint {
  const match = decimalText.exec(text);
  const [, sign, whole, fraction = ""] = match ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(4))) {
    throw new RangeError(`"${text}" is not a decimal with up to four fraction digits`);
  }
  const units = BigInt(whole) * scale + BigInt(fraction.slice(0, 4).padEnd(4, "0"));
  return sign ? -units : units;
}

/** Prints ten-thousandths as a decimal with two to four fraction digits: `19.99`, `18.00`, `0.0395`. */
export function formatDecimal(units: bigint): string {
  const magnitude = units < 0n ? -units : units;
  const fraction = (magnitude % scale)
    .toString()
    .padStart(4, "0")
    .replace(/0{1,2}$/, "");
  return `${units < 0n ? "-" : ""}${magnitude / scale}.${fraction}`;
}

/** Divides, rounding half away from zero. The divisor must not be zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const numerator = dividend < 0n ? -dividend : dividend;
  const denominator = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * numerator + denominator) / (2n * denominator);
  return negative ? -quotient : quotient;
}
