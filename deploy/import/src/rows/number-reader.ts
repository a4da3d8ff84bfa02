import { divideRounded, formatDecimal } from "@backroom/kit/decimal";
import type { Cells } from "../columns/map-header.ts";
import { type ParsedNumber, parseNumber } from "./parse-number.ts";
import { RowProblem } from "./row-problem.ts";
import type { RowRules } from "./row-rules.ts";

/** Most numbers are written so, and need no closer look. */
const usual = /^(0|-?[1-9][0-9]{0,11})(?:(\.[0-9]?[1-9])0?|\.00?)?$/;
const usualInteger = /^-?[1-9][0-9]{0,8}$/;

/**
 * Reads the numbers of one file. Thousands may be separated, and a currency may be named, but one
 * file has one currency: a row with another is refused.
 */
export class NumberReader {
  readonly #rules: Pick<RowRules, "decimal" | "isRounding">;
  #currency = "";

  constructor(rules: Pick<RowRules, "decimal" | "isRounding">) {
    this.#rules = rules;
  }

  /** Reads a whole number; undefined when the cell is empty. */
  readInteger(cells: Cells, field: string): number | undefined {
    const text = cells(field);
    if (text === undefined) return undefined;
    if (usualInteger.test(text)) return Number(text);
    const { isNegative, whole, fraction, currency } = this.#read(field, text);
    // Under no rule, 1.000 pieces may be one or a thousand.
    if (this.#rules.decimal === undefined && /[0-9][.][0-9]{3}$/.test(text)) {
      throw ambiguous(field, text);
    }
    const value = Number(whole);
    if (fraction || currency || whole.length > 15) {
      throw new RowProblem(`${field}: "${text}" is not a whole number`);
    }
    return isNegative && value !== 0 ? -value : value;
  }

  /** Reads a decimal and leaves out the zeros that say nothing; undefined when the cell is empty. */
  readDecimal(cells: Cells, field: string): string | undefined {
    const text = cells(field);
    if (text === undefined) return undefined;
    const match = this.#rules.decimal === "comma" ? null : usual.exec(text);
    if (match) return `${match[1]}${match[2] ?? ""}`;
    const { isNegative, whole, fraction, currency } = this.#read(field, text);
    if (currency) this.#checkCurrency(field, currency);
    const sign = isNegative && whole + fraction ? "-" : "";
    if (fraction.length <= 4) return `${sign}${whole || "0"}${fraction && `.${fraction}`}`;
    if (this.#rules.isRounding) return `${round(`${sign}${whole}`, fraction)}`;
    const hint = "--round rounds it";
    throw new RowProblem(`${field}: "${text}" has more than four digits after the point; ${hint}`);
  }

  /** Reads a number in any of the ways it may be written. */
  #read(field: string, text: string): ParsedNumber {
    const { decimal = "point" } = this.#rules;
    const number = parseNumber(text, decimal);
    if (!number) {
      const other = decimal === "point" ? "comma" : "point";
      const hint = parseNumber(text, other) ? `; --decimal ${other} reads it` : "";
      throw new RowProblem(`${field}: "${text}" is not a number such as 19.99${hint}`);
    }
    if (number.isAmbiguous && this.#rules.decimal === undefined) throw ambiguous(field, text);
    return number;
  }

  /** Refuses a currency that is not that of the rows before. */
  #checkCurrency(field: string, currency: string): void {
    this.#currency ||= currency;
    if (currency === this.#currency) return;
    const text = `is in ${currency}, and rows before are in ${this.#currency}`;
    throw new RowProblem(`${field}: ${text}`);
  }
}

/** What is wrong with a number whose separator may be either. */
function ambiguous(field: string, text: string): RowProblem {
  const choice = "say --decimal point or --decimal comma";
  return new RowProblem(`${field}: "${text}" can be read in two ways; ${choice}`);
}

/** Rounds to four digits after the point, half away from zero. */
function round(signedWhole: string, fraction: string): string {
  const digits = BigInt(`${signedWhole}${fraction}`);
  const units = divideRounded(digits, 10n ** BigInt(fraction.length - 4));
  return formatDecimal(units).replace(/\.?0+$/, "");
}
