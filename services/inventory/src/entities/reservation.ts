import { defineEntity, p } from "@mikro-orm/core";

const schema = defineEntity({
  name: "Reservation",
  tableName: "reservation",
  properties: {
    id: p.uuid().primary(),
    inventoryId: p.uuid(),
    quantity: p.bigint("bigint"),
    expiresAt: p.datetime(3),
  },
});

/** Pieces of an item that are promised to a checkout until they expire. */
export class Reservation extends schema.class {}
schema.setClass(Reservation);
