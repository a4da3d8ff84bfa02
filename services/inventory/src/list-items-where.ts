import { cutPage, type Page, type PageFields } from "@backroom/kit";
import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { type RawBuilder, sql } from "kysely";
import { type ItemRow, itemColumns, toItem } from "./item-row.ts";
import { readKey } from "./read-key.ts";

type Listed = { readonly total: string } & (ItemRow | { readonly id: null });

/** Lists the items `i` that a condition is true of, by id, and counts them, in one round trip. */
export async function listItemsWhere(
  em: SqlEntityManager,
  condition: RawBuilder<unknown>,
  page: Page,
): Promise<PageFields & { items: Item[] }> {
  const after = readKey(page, 0, "uuid");
  const { rows } = await sql<Listed>`
    select counted.total, listed.*
    from (select count(*) as total from item i where ${condition}) counted
    left join lateral (
      select ${itemColumns} from item i
      where ${condition} and ${after ? sql`i.id > ${after}` : sql`true`}
      order by i.id limit ${page.limit + 1} offset ${page.skip}
    ) listed on true
    order by listed.id
  `.execute(em.getKysely());
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]));
  const { rows: kept, ...fields } = cutPage(found, rows[0]?.total, page, (row) => [row.id]);
  return { ...fields, items: kept.map(toItem) };
}
