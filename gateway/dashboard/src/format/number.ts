const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(undefined, {
  style: "percent",
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

/** Prints a whole number in the reader's locale. */
export function formatCount(value: bigint | number): string {
  return whole.format(value);
}

/** Prints a number in few characters, such as 1.2M, for axes. */
export function formatShort(value: number): string {
  return short.format(value);
}

/** Prints a percentage, given as a decimal text such as `12.5`. */
export function formatPercent(value: string): string {
  return percent.format(Number(value) / 100);
}

/** Prints a change in percent with its sign, given as a decimal text such as `-3.2`. */
export function formatChange(value: string): string {
  return signed.format(Number(value) / 100);
}
