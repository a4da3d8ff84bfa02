import { divideRounded, formatDecimal } from "@backroom/kit";

/** Prints a part in percent of a whole, rounded half away from zero to two fraction digits; undefined when the whole is zero. */
export function formatPercent(part: bigint, whole: bigint): string | undefined {
  if (whole === 0n) return undefined;
  return formatDecimal(divideRounded(part * 10_000n, whole) * 100n);
}
