import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";

/** What the form of a product holds, all of it as it is typed. */
export interface ProductDraft {
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly sku: string;
  /** The id of the category; `new` when it is still to be made, empty while none is chosen. */
  readonly categoryId: string;
  /** The name of the category that is to be made. */
  readonly newCategory: string;
}

/** Stands for a category that is still to be made. */
export const newCategory = "new";

/** The form of a product that is not there yet. */
export const emptyDraft: ProductDraft = {
  name: "",
  description: "",
  price: "",
  sku: "",
  categoryId: "",
  newCategory: "",
};

/** The form of a product as it is. */
export function draftProduct(product: Product): ProductDraft {
  const { name, description = "", price, sku = "", categoryId } = product;
  return { name, description, price, sku, categoryId: `${categoryId}`, newCategory: "" };
}

/** What creates the product of a form. A category that was not chosen is left to be refused. */
export function createFrom(draft: ProductDraft) {
  const { description, sku } = draft;
  return {
    name: draft.name.trim(),
    price: draft.price.trim(),
    ...(description.trim() && { description: description.trim() }),
    ...(sku.trim() && { sku: sku.trim() }),
    ...chooseCategory(draft),
  };
}

/** What makes a product as its form says: only what differs from how the form began. */
export function changeFrom(draft: ProductDraft, base: ProductDraft) {
  const differs = (field: keyof ProductDraft) => draft[field].trim() !== base[field].trim();
  return {
    ...(differs("name") && { name: draft.name.trim() }),
    ...(differs("description") && { description: draft.description.trim() }),
    ...(differs("price") && { price: draft.price.trim() }),
    ...(differs("sku") && { sku: draft.sku.trim() }),
    ...((differs("categoryId") || differs("newCategory")) && chooseCategory(draft)),
  };
}

function chooseCategory({ categoryId, newCategory: name }: ProductDraft) {
  return categoryId === newCategory
    ? { category: name.trim() }
    : { categoryId: BigInt(categoryId || 0) };
}
