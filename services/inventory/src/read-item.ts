import { notFound } from "@backroom/kit";
import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { type ItemRow, itemColumns, toItem } from "./item-row.ts";

/**
 * Reads an item, without its product's name.
 *
 * @throws ConnectError NOT_FOUND.
 */
export async function readItem(em: SqlEntityManager, id: string): Promise<Item> {
  const { rows } = await sql<ItemRow>`select ${itemColumns} from item i where i.id = ${id}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (!row) throw noSuchItem(id);
  return toItem(row);
}

/** Says that there is no item of this id. */
export function noSuchItem(id: string) {
  return notFound("inventory_id", `there is no item ${id}`);
}
