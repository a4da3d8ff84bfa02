import { isDeepStrictEqual } from "node:util";

/** The sums of one bucket or key, as decimals and whole numbers without needless zeros. */
export type Figures = readonly [gross: string, refunds: string, units: string, sales: string];

/** What an answer says, by bucket or key; where nothing was sold there is no row. */
export type Rows = ReadonlyMap<string, Figures>;

/** Makes a row of figures as any store prints them. */
export function figures(gross: unknown, refunds: unknown, units: unknown, sales: unknown): Figures {
  return [trim(gross), trim(refunds), trim(units), trim(sales)];
}

/** Leaves away the zeros at the end of a fraction. */
function trim(value: unknown): string {
  const text = String(value ?? 0);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Whether figures are all zero. */
export function isZero(row: Figures): boolean {
  return row.every((figure) => figure === "0" || figure === "-0");
}

/**
 * Makes sure that two answers say the same.
 *
 * @throws Error that shows the first difference.
 */
export function expectSame(expected: Rows, found: Rows, what: string): void {
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    const [left, right] = [expected.get(key), found.get(key)];
    if (isDeepStrictEqual(left, right)) continue;
    throw new Error(`${what}: at ${key} ${right?.join(" ")} in place of ${left?.join(" ")}`);
  }
}
