/** A number as a cell shows it, taken apart. */
export interface ParsedNumber {
  readonly isNegative: boolean;
  /** The digits before the point, without leading zeros; empty for none. */
  readonly whole: string;
  /** The digits after the point, without trailing zeros. */
  readonly fraction: string;
  /** The currency's sign or code; empty when the cell has none. */
  readonly currency: string;
  /** Whether a decimal comma or point taken for the other would have given another number. */
  readonly isAmbiguous: boolean;
}

/** Minus before or after, brackets, and a currency on either side, once each. */
const shell =
  /^([-+]?) ?(\p{Sc}|[A-Z]{3})? ?([-+]?) ?([0-9.,' ]*[0-9.,]) ?(\p{Sc}|[A-Z]{3})? ?(-?)$/u;

/** Digits with thousands separated by one and the same sign, then perhaps a fraction. */
const digits = {
  point: /^(?:([0-9]{1,3}(?:([, '])[0-9]{3})(?:\2[0-9]{3})*)|([0-9]*))(?:\.([0-9]*))?$/,
  comma: /^(?:([0-9]{1,3}(?:([. '])[0-9]{3})(?:\2[0-9]{3})*)|([0-9]*))(?:,([0-9]*))?$/,
};

/** Longer numbers are refused: the expressions take quadratic time. */
const maxLength = 64;

/** Takes a number apart; undefined when it is none. */
export function parseNumber(text: string, decimal: "point" | "comma"): ParsedNumber | undefined {
  if (text.length > maxLength) return undefined;
  const plain = text
    .replace(/[\u00a0\u2009\u202f]/g, " ")
    .replace(/[\u2212\u2013]/g, "-")
    .replaceAll("\u2019", "'");
  const inBrackets = /^\((.*)\)$/.exec(plain)?.[1];
  const match = shell.exec(inBrackets ?? plain);
  const [, before = "", left = "", inner = "", body = "", right = "", after = ""] = match ?? [];
  const signs = before + inner + after;
  if (!match || signs.length > (inBrackets === undefined ? 1 : 0) || (left && right)) {
    return undefined;
  }
  const [, grouped, separator, ungrouped = "", fraction = ""] = digits[decimal].exec(body) ?? [];
  const whole = grouped?.replace(/[^0-9]/g, "") ?? ungrouped;
  if (whole + fraction === "") return undefined;
  return {
    isNegative: inBrackets !== undefined || signs === "-",
    whole: whole.replace(/^0+/, ""),
    fraction: fraction.replace(/0+$/, ""),
    currency: left || right,
    isAmbiguous: /^[.,]$/.test(separator ?? "") && /^[0-9]{1,3}[.,][0-9]{3}$/.test(body),
  };
}
