const format = new Intl.NumberFormat(undefined, { signDisplay: "exceptZero" });

/** Prints a whole number with its sign, in the reader's locale. */
export function formatSigned(value: bigint): string {
  return format.format(value);
}
