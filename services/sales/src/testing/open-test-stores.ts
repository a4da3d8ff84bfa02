import { migrateClickhouse, migratePostgres, openClickhouse, openOrm } from "@backroom/kit";
import { createTestClickhouse, createTestDatabase } from "@backroom/kit/testing";
import type { ClickHouseClient } from "@clickhouse/client";
import { defineEntity, p } from "@mikro-orm/core";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { migrations } from "../../migrations/index.ts";

/** Both stores of the sales service, migrated and empty, for one test file. */
export interface TestStores {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  readonly pool: pg.Pool;
  readonly db: Kysely<unknown>;
  readonly clickhouse: ClickHouseClient;
  close(): Promise<void>;
}

const clickhouseMigrations = new URL("../../clickhouse/", import.meta.url);

/** Opens stores of its own for a test file. */
export async function openTestStores(): Promise<TestStores> {
  const [postgresUrl, clickhouseUrl] = await Promise.all([
    createTestDatabase("sales", migrateSales),
    createTestClickhouse(),
  ]);
  const clickhouse = openClickhouse(clickhouseUrl);
  await migrateClickhouse(clickhouse, clickhouseMigrations);
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 5 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return {
    postgresUrl,
    clickhouseUrl,
    pool,
    db,
    clickhouse,
    async close() {
      await db.destroy();
      await clickhouse.close();
    },
  };
}

/** The ORM wants to know an entity, even to migrate. */
const Epoch = defineEntity({ name: "Epoch", properties: { epoch: p.integer().primary() } });

async function migrateSales(url: string): Promise<void> {
  const orm = await openOrm({ url, schema: "sales", entities: [Epoch], migrations });
  try {
    await migratePostgres(orm, "sales");
  } finally {
    await orm.close();
  }
}
