import { migratePostgres, openOrm } from "@backroom/kit";
import type { MikroORM } from "@mikro-orm/postgresql";
import { migrations } from "../migrations/index.ts";
import { Item } from "./entities/item.ts";
import { Reservation } from "./entities/reservation.ts";

/** Opens the schema `inventory`, brought up to date. */
export async function openInventory(url: string): Promise<MikroORM> {
  const entities = [Item, Reservation];
  const orm = await openOrm({ url, schema: "inventory", entities, migrations });
  try {
    await migratePostgres(orm, "inventory");
  } catch (error) {
    await orm.close();
    throw error;
  }
  return orm;
}
