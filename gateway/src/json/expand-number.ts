const parts = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/** Beyond this exponent, in either direction, a number is no amount that anybody means. */
const maxExponent = 40;

/**
 * Writes a JSON number without an exponent, digit for digit: `4.995e1` is `49.95`, `1e2` is `100`.
 * Without an exponent the digits stay as they are.
 *
 * @returns undefined when the exponent is beyond 40 in either direction.
 */
export function expandNumber(text: string): string | undefined {
  const match = parts.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = "", exponentText] = match;
  if (exponentText === undefined) return text;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > maxExponent) return undefined;
  const digits = `${"0".repeat(Math.max(0, -exponent))}${whole}${fraction}`.padEnd(
    Math.max(0, -exponent) + whole.length + exponent,
    "0",
  );
  const point = Math.max(0, -exponent) + whole.length + exponent;
  const integer = digits.slice(0, point).replace(/^0+(?=[0-9])/, "");
  const rest = digits.slice(point).replace(/0+$/, "");
  return `${sign}${integer || "0"}${rest ? `.${rest}` : ""}`;
}
