import { defineEntity, p } from "@mikro-orm/core";

const schema = defineEntity({
  name: "HistoryEntry",
  tableName: "history",
  properties: {
    id: p.bigint("bigint").primary(),
    inventoryId: p.uuid(),
    productId: p.bigint("bigint"),
    changeQty: p.bigint("bigint"),
    quantity: p.bigint("bigint"),
    reason: p.text(),
    comment: p.text().nullable(),
    actor: p.text(),
    saleId: p.bigint("bigint").nullable(),
  },
});

/** One change of one item's quantity; never changed itself. */
export class HistoryEntry extends schema.class {}
schema.setClass(HistoryEntry);
