import { defineEntity, type MikroORM, p } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import { openOrm } from "./open-orm.ts";

const entities = [defineEntity({ name: "Thing", properties: { id: p.integer().primary() } })];
const opened: MikroORM[] = [];
afterAll(() => Promise.all(opened.map((orm) => orm.close())));

/** Opens the ORM of a service that owns nothing but an empty schema. */
async function openEmpty(schema: string): Promise<MikroORM> {
  const url = await createTestDatabase(schema, async () => {});
  const orm = await openOrm({ url, schema, entities, migrations: [] });
  opened.push(orm);
  return orm;
}

test("a service called inside another's transaction in one process uses its own database", async () => {
  const sales = await openEmpty("kit_sales");
  const inventory = await openEmpty("kit_inventory");
  const schema = sql`select current_schema() as schema`;
  await sales.em.fork().transactional(async (em) => {
    expect((await schema.execute(em.getKysely())).rows).toEqual([{ schema: "kit_sales" }]);
    const direct = await schema.execute(inventory.em.getKysely());
    expect(direct.rows).toEqual([{ schema: "kit_inventory" }]);
    const forked = await schema.execute(inventory.em.fork().getKysely());
    expect(forked.rows).toEqual([{ schema: "kit_inventory" }]);
  });
});
