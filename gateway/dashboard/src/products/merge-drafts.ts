import type { ProductDraft } from "./product-draft.ts";

/** A field that somebody else has changed meanwhile. */
export interface Difference {
  readonly field: keyof ProductDraft;
  /** What it was when the form was opened. */
  readonly before: string;
  /** What it is now. */
  readonly theirs: string;
  /** What stands in the form, when that was changed too. */
  readonly mine?: string;
}

const fields: readonly (keyof ProductDraft)[] = [
  "name",
  "description",
  "price",
  "sku",
  "categoryId",
];

/** Finds what somebody else has changed since a form was opened, and where both sides did. */
export function findDifferences(
  base: ProductDraft,
  mine: ProductDraft,
  theirs: ProductDraft,
): readonly Difference[] {
  return fields
    .filter((field) => theirs[field] !== base[field])
    .map((field) => ({
      field,
      before: base[field],
      theirs: theirs[field],
      ...(mine[field] !== base[field] && mine[field] !== theirs[field] && { mine: mine[field] }),
    }));
}

/** Takes what somebody else has changed, but keeps what was typed into the form. */
export function mergeDrafts(
  base: ProductDraft,
  mine: ProductDraft,
  theirs: ProductDraft,
): ProductDraft {
  const kept = Object.entries(mine).filter(
    ([field, value]) => value !== base[field as keyof ProductDraft],
  );
  return { ...theirs, ...Object.fromEntries(kept) };
}
