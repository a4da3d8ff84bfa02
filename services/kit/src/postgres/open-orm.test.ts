import { defineEntity, type MikroORM, p } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import { openOrm } from "./open-orm.ts";

const entities = [defineEntity({ name: "Thing", properties: { id: p.integer().primary() } })];
const opened: MikroORM[] = [];
afterAll(() => Promise.all(opened.map((orm) => orm.close())));

/** Opens the ORM of a service that owns nothing but an empty schema. */
async function openEmpty(
  schema: string,
  url = createTestDatabase(schema, async () => {}),
): Promise<MikroORM> {
  const orm = await openOrm({ url: await url, schema, entities, migrations: [] });
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

test.each(["waits", "is idle"])(
  "a transaction whose connection is cut while it %s takes no place in the pool with it",
  async (state) => {
    const url = createTestDatabase("kit_cut", async () => {});
    const { em } = await openEmpty("kit_cut", url);
    const pool = await em.getConnection().getNativeClient();
    const killer = new pg.Client({ connectionString: await url });
    await killer.connect();
    const kill = (pid: number) => killer.query("select pg_terminate_backend($1)", [pid]);
    try {
      for (let round = 0; round < 3; round++) {
        const cut = em.fork().transactional(async (transaction) => {
          const [row] = await transaction.execute<{ pid: number }[]>(
            "select pg_backend_pid() as pid",
          );
          const wait = state === "waits" && transaction.execute("select pg_sleep(600)");
          await Promise.all([wait, kill(row?.pid ?? 0)]);
          await transaction.execute("select 1");
        });
        await expect(cut).rejects.toThrow();
        await expect.poll(() => [pool.totalCount, pool.waitingCount]).toEqual([0, 0]);
      }
      expect(await em.fork().execute("select 1 as one")).toEqual([{ one: 1 }]);
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
    } finally {
      await killer.end();
    }
  },
);
