import { defineEntity, p } from "@mikro-orm/core";

const CategorySchema = defineEntity({
  name: "Category",
  tableName: "category",
  properties: {
    id: p.bigint("bigint").primary(),
    name: p.text(),
    deleted: p.boolean().default(false),
  },
});

/** A category as it is written; a deleted one stays as a tombstone that the feed carries. */
export class Category extends CategorySchema.class {}
CategorySchema.setClass(Category);
