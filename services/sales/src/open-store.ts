import { openOrm } from "@backroom/kit";
import { type MikroORM, PostgreSqlConnection } from "@mikro-orm/postgresql";
import type { Client, Pool } from "pg";
import { migrations } from "../migrations/index.ts";
import { Category } from "./entities/category.ts";
import { LedgerRow } from "./entities/ledger-row.ts";
import { Product } from "./entities/product.ts";

/** The service's PostgreSQL: the ORM, and the pool that it works with. */
export interface Store {
  readonly orm: MikroORM;
  readonly pool: Pool;
}

/**
 * Opens the service's PostgreSQL, given the URL of the role that owns the schema `sales`.
 *
 * @param PgClient what its connections are; pg's own when absent.
 */
export async function openStore(url: string, PgClient?: typeof Client): Promise<Store> {
  const orm = await openOrm({
    url,
    Client: PgClient,
    schema: "sales",
    entities: [Category, Product, LedgerRow],
    migrations,
  });
  const connection = orm.em.getConnection();
  if (!(connection instanceof PostgreSqlConnection)) throw new Error("the ORM is not PostgreSQL's");
  return { orm, pool: await connection.getNativeClient() };
}
