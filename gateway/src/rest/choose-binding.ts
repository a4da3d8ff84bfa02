import { Refusal } from "../json/refusal.ts";
import type { PathTemplate } from "./path-template.ts";

const digits = /^[0-9]+$/;

/** The texts that a request's path has in the positions of its shape. */
export type PathTexts = Readonly<Record<string, string | undefined>>;

/**
 * Chooses among what shares a path shape by what stands in the path: a whole-number field takes
 * digits only, and before a text field, so `/inventory/42` and `/inventory/{a uuid}` part ways.
 *
 * @throws Refusal naming the path's field when nothing fits.
 */
export function compileChoice<T extends { readonly path: PathTemplate }>(
  candidates: readonly T[],
): (texts: PathTexts) => T {
  const ordered = candidates.toSorted((a, b) => countWhole(b.path) - countWhole(a.path));
  return (texts) => {
    let misfit: string | undefined;
    for (const candidate of ordered) {
      const wrong = candidate.path.fields.find(
        ({ isWhole }, index) => isWhole && !digits.test(texts[`p${index}`] ?? ""),
      );
      if (!wrong) return candidate;
      misfit ??= wrong.field.name;
    }
    throw new Refusal("must be a whole number, digits only", misfit);
  };
}

/** How many of a path's fields are whole numbers. */
function countWhole(path: PathTemplate): number {
  return path.fields.filter(({ isWhole }) => isWhole).length;
}
