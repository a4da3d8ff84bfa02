/** Why a row was refused: which field, and what is wrong with it. */
export interface Reason {
  /** Empty when it is about the whole row. */
  readonly field: string;
  readonly rule: string;
}

/** What the command's options are called on the page. */
const hints: readonly [RegExp, string][] = [
  [/say --decimal point or --decimal comma/g, "choose the decimal sign"],
  [/--decimal (point|comma) reads it/g, "the decimal sign $1 reads it"],
  [/say --date-format [a-z or]+/g, "choose another order of dates"],
  [/--round rounds it/g, "rounding can be switched on"],
  [/--map sales\.price= leaves the price/g, "without a price column the price is left"],
  [/try --encoding latin1/g, "try another encoding"],
  [/leave out --encoding/g, "choose UTF-8"],
  [/; name it with --map .*$/g, "; choose it above"],
];

/** Says a rule in the words of the page, where the reader's are those of the command. */
export function rephrase(rule: string): string {
  return hints.reduce((text, [hint, words]) => text.replace(hint, words), rule);
}

/** Splits what is wrong with a row into the field and the rule. */
export function splitReason(reason: string): Reason {
  const [, field = "", rule = reason] = /^([a-z][a-z_]*): (.+)$/s.exec(reason) ?? [];
  return { field: field.replaceAll("_", " "), rule: rephrase(rule) };
}
