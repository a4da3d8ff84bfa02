import { defineEntity, p } from "@mikro-orm/core";

const schema = defineEntity({
  name: "Item",
  tableName: "item",
  properties: {
    id: p.uuid().primary(),
    productId: p.bigint("bigint"),
    channel: p.text(),
    quantity: p.bigint("bigint"),
    reorderLevel: p.bigint("bigint"),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3).onUpdate(() => new Date()),
  },
});

/** The stock of one product on one channel. */
export class Item extends schema.class {}
schema.setClass(Item);
