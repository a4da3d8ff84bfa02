import { ProductSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { changeFrom, createFrom, draftProduct, emptyDraft } from "./product-draft.ts";

const mug = draftProduct(
  create(ProductSchema, { id: 7n, name: "Mug", price: "4.50", sku: "KIT-1", categoryId: 3n }),
);

test("drafts a product with what it has", () => {
  expect(mug).toEqual({
    name: "Mug",
    description: "",
    price: "4.50",
    sku: "KIT-1",
    categoryId: "3",
    newCategory: "",
  });
});

test.each([
  [
    { name: " Mug ", price: "4.50 " },
    { name: "Mug", price: "4.50", categoryId: 0n },
  ],
  [
    { name: "Mug", price: "1", categoryId: "3", sku: " A ", description: " Blue " },
    { name: "Mug", price: "1", categoryId: 3n, sku: "A", description: "Blue" },
  ],
  [
    { name: "Mug", price: "1", categoryId: "new", newCategory: " Cups " },
    { name: "Mug", price: "1", category: "Cups" },
  ],
  [{}, { name: "", price: "", categoryId: 0n }],
])("creates from %j", (typed, request) => {
  expect(createFrom({ ...emptyDraft, ...typed })).toEqual(request);
});

test.each([
  [{}, {}],
  [{ name: "Mug " }, {}],
  [{ price: "5.0" }, { price: "5.0" }],
  [{ sku: "" }, { sku: "" }],
  [{ description: "Blue" }, { description: "Blue" }],
  [{ categoryId: "4" }, { categoryId: 4n }],
  [{ categoryId: "new", newCategory: "Cups" }, { category: "Cups" }],
  [{ categoryId: "" }, { categoryId: 0n }],
])("changes only %j", (typed, request) => {
  expect(changeFrom({ ...mug, ...typed }, mug)).toEqual(request);
});
