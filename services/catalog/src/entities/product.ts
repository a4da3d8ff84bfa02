import { defineEntity, p } from "@mikro-orm/core";
import { Category } from "./category.ts";

const ProductSchema = defineEntity({
  name: "Product",
  tableName: "product",
  properties: {
    id: p.bigint("bigint").primary(),
    name: p.text(),
    description: p.text().nullable(),
    price: p.decimal("string").precision(19).scale(4),
    category: () => p.manyToOne(Category).fieldName("category_id"),
    sku: p.text().nullable(),
    archived: p.boolean().default(false),
    version: p.integer().version().default(1),
  },
});

/** A product as it is written; its version grows by one whenever a flush changes it. */
export class Product extends ProductSchema.class {}
ProductSchema.setClass(Product);
