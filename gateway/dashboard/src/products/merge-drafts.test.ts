import { expect, test } from "vitest";
import { findDifferences, mergeDrafts } from "./merge-drafts.ts";
import { emptyDraft } from "./product-draft.ts";

const base = { ...emptyDraft, name: "Mug", price: "4.50", categoryId: "3" };

test.each([
  ["nothing changed", base, base, base, []],
  [
    "they changed the price, I the name",
    { ...base, name: "Cup" },
    { ...base, price: "5" },
    { ...base, name: "Cup", price: "5" },
    [{ field: "price", before: "4.50", theirs: "5" }],
  ],
  [
    "both changed the price",
    { ...base, price: "6" },
    { ...base, price: "5" },
    { ...base, price: "6" },
    [{ field: "price", before: "4.50", theirs: "5", mine: "6" }],
  ],
  [
    "both made the same change",
    { ...base, price: "5" },
    { ...base, price: "5" },
    { ...base, price: "5" },
    [{ field: "price", before: "4.50", theirs: "5" }],
  ],
  [
    "they moved it, I want a new category",
    { ...base, categoryId: "new", newCategory: "Cups" },
    { ...base, categoryId: "9" },
    { ...base, categoryId: "new", newCategory: "Cups" },
    [{ field: "categoryId", before: "3", theirs: "9", mine: "new" }],
  ],
] as const)("merges when %s", (_, mine, theirs, merged, differences) => {
  expect(mergeDrafts(base, mine, theirs)).toEqual(merged);
  expect(findDifferences(base, mine, theirs)).toEqual(differences);
});
