import { defineEntity, p } from "@mikro-orm/core";
import { Category } from "./category.ts";

const ProductSchema = defineEntity({
  name: "Product",
  tableName: "product",
  properties: {
    id: p.bigint("bigint").primary(),
    sku: p.text().nullable(),
    name: p.text(),
    category: () => p.manyToOne(Category).fieldName("category_id"),
    price: p.decimal("string").precision(19).scale(4),
    archived: p.boolean().default(false),
    version: p.integer(),
  },
});

/** This service's copy of a product; version is the catalogue's. */
export class Product extends ProductSchema.class {}
ProductSchema.setClass(Product);
