import { randomUUID } from "node:crypto";
import { Migrator } from "@mikro-orm/migrations";
import { MikroORM, type Options, PostgreSqlDriver } from "@mikro-orm/postgresql";
import { Client } from "pg";
import { releaseDeadClients } from "./release-dead-clients.ts";

/** What a service's ORM is opened with. */
export interface OrmOptions {
  /** `postgres://role:password@host:port/database`; the role owns the schema. */
  readonly url: string;
  /** The one PostgreSQL schema that the service owns. */
  readonly schema: string;
  readonly entities: NonNullable<Options["entities"]>;
  /** Every migration, oldest first. */
  readonly migrations: readonly { readonly name: string; readonly class: MigrationClass }[];
  /** The most connections it keeps open; 10 when absent. */
  readonly maxConnections?: number;
  /** What its connections are; pg's own Client when absent. */
  readonly Client?: typeof Client;
}

type MigrationClass = Extract<
  NonNullable<NonNullable<Options["migrations"]>["migrationsList"]>[number],
  { class: unknown }
>["class"];

/**
 * Opens a service's ORM; connects when first used. Names in SQL without a schema are looked up in
 * the service's own; a connection that cannot be had within 3 seconds is an error.
 */
export function openOrm(options: OrmOptions): Promise<MikroORM> {
  return MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: options.url,
    schema: options.schema,
    // Transactions are found through the caller's async context by this name: services that share
    // a process must not find each other's.
    contextName: randomUUID(),
    entities: options.entities,
    extensions: [Migrator],
    forceUtcTimezone: true,
    pool: { min: 0, max: options.maxConnections ?? 10 },
    driverOptions: {
      options: `-c search_path=${options.schema}`,
      Client: options.Client ?? Client,
      connectionTimeoutMillis: 3_000,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
      onPoolCreated: releaseDeadClients,
    },
    migrations: {
      migrationsList: [...options.migrations],
      tableName: "migration",
      silent: true,
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
  });
}

/** Brings a service's schema up to date; of several processes that start at once one does it. */
export async function migratePostgres(orm: MikroORM, schema: string): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await em.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`migrate ${schema}`]);
    await orm.migrator.up({ schema });
  });
}
