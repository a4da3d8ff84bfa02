import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's URL of the PostgreSQL that a test run shares. */
    postgresUrl: string;
    /** The admin's URL of the ClickHouse that a test run shares. */
    clickhouseUrl: string;
  }
}

/** Runs statements on a database of the shared PostgreSQL, as the superuser. */
async function runAsSuperuser(database: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The URL of a database of the shared PostgreSQL, for the superuser or for a role. */
function urlOf(database: string, role?: string): string {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role, role];
  return url.href;
}

/**
 * Makes a migrated database for one test file, cloned from a template that the first caller of a
 * run migrates.
 *
 * @param schema the schema that the service owns; its role, `test_<schema>`, owns nothing else.
 * @param migrate brings an empty schema up to date, given the role's URL.
 * @returns the role's URL of the new database.
 */
export async function createTestDatabase(
  schema: string,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const role = `test_${schema}`;
  const template = `template_${schema}`;
  const database = `test_${schema}_${randomUUID().replaceAll("-", "")}`;
  const lock = new pg.Client({ connectionString: inject("postgresUrl") });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock(hashtext($1))", [template]);
    const found = await lock.query("select from pg_database where datname = $1", [
      `${template}_ready`,
    ]);
    if (found.rowCount === 0) {
      await lock.query(`drop database if exists ${template}`);
      await lock.query(`create database ${template}`);
      await lock.query(
        `do $$ begin create role ${role} login password '${role}'; exception when duplicate_object then null; end $$`,
      );
      await runAsSuperuser(template, [`create schema ${schema} authorization ${role}`]);
      await migrate(urlOf(template, role));
      await lock.query(`alter database ${template} rename to ${template}_ready`);
    }
    await lock.query(`create database ${database} template ${template}_ready`);
  } finally {
    await lock.end();
  }
  return urlOf(database, role);
}
