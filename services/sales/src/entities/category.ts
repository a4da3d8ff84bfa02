import { defineEntity, p } from "@mikro-orm/core";

const CategorySchema = defineEntity({
  name: "Category",
  tableName: "category",
  properties: {
    id: p.bigint("bigint").primary(),
    name: p.text(),
    updatedAt: p.datetime().fieldName("updated_at"),
    deleted: p.boolean().default(false),
  },
});

/** This service's copy of a category; a deleted one stays, for the products that once were in it. */
export class Category extends CategorySchema.class {}
CategorySchema.setClass(Category);
