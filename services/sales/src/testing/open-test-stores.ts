import { type Clickhouse, migratePostgres, openClickhouse } from "@backroom/kit";
import { createTestClickhouse, createTestDatabase } from "@backroom/kit/testing";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { openStore } from "../open-store.ts";

/** Both stores of the sales service, for one test file: PostgreSQL migrated, ClickHouse empty. */
export interface TestStores {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  readonly pool: pg.Pool;
  readonly db: Kysely<unknown>;
  readonly clickhouse: Clickhouse;
  close(): Promise<void>;
}

/** Opens stores of its own for a test file. */
export async function openTestStores(): Promise<TestStores> {
  const [postgresUrl, clickhouseUrl] = await Promise.all([
    createTestDatabase("sales", migrateSales),
    createTestClickhouse(),
  ]);
  const clickhouse = openClickhouse(clickhouseUrl);
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

async function migrateSales(url: string): Promise<void> {
  const { orm } = await openStore(url);
  try {
    await migratePostgres(orm, "sales");
  } finally {
    await orm.close();
  }
}
