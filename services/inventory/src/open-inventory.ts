import { migratePostgres, openOrm } from "@backroom/kit";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { Client } from "pg";
import { migrations } from "../migrations/index.ts";
import { Item } from "./entities/item.ts";
import { Reservation } from "./entities/reservation.ts";

/**
 * Opens the schema `inventory`, brought up to date.
 *
 * @param PgClient what its connections are; pg's own when absent.
 */
export async function openInventory(url: string, PgClient?: typeof Client): Promise<MikroORM> {
  const entities = [Item, Reservation];
  const orm = await openOrm({ url, schema: "inventory", entities, migrations, Client: PgClient });
  try {
    await migratePostgres(orm, "inventory");
  } catch (error) {
    await orm.close();
    throw error;
  }
  return orm;
}
