/**
 * Writes a decimal in the one way that equal amounts are equal texts: without zeros that say
 * nothing. It works on the digits alone, so that no two different amounts come out the same.
 */
export function amount(text: unknown): string {
  const match = /^(-?)0*([0-9]+?)(?:\.([0-9]*?)0*)?$/.exec(String(text));
  if (!match) throw new Error(`"${text}" is not a decimal`);
  const [, sign, whole, fraction] = match;
  const digits = fraction ? `${whole}.${fraction}` : (whole ?? "");
  return digits === "0" ? "0" : `${sign}${digits}`;
}

/** Adds decimals of up to four fraction digits exactly. */
export function addAmounts(texts: readonly unknown[]): string {
  const sum = texts.reduce((total: bigint, text) => total + toUnits(amount(text)), 0n);
  const digits = `${sum < 0n ? -sum : sum}`.padStart(5, "0");
  return amount(`${sum < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`);
}

/** Reads a decimal as a whole number of ten-thousandths. */
function toUnits(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(`${whole}${fraction.padEnd(4, "0")}`);
  return text.startsWith("-") ? -units : units;
}
