import { readFile } from "node:fs/promises";
import pg from "pg";

/** The services that have a role and a schema of their own. */
export const services = ["catalog", "inventory", "sales"] as const;
export type Service = (typeof services)[number];

/** The name of the database all services share, each in its schema. */
export const databaseName = "backroom";

const rolesFile = new URL("../../../postgres/roles.sql", import.meta.url);

/**
 * Makes the database `backroom` with one role and schema a service, or brings an existing one to that state,
 * and answers the URL with which each service connects.
 */
export async function prepareDatabase(
  superuserUrl: string,
  passwords: Readonly<Record<Service, string>>,
): Promise<Record<Service, string>> {
  await createDatabase(superuserUrl);
  const client = new pg.Client(toDatabase(superuserUrl, databaseName));
  await client.connect();
  try {
    for (const service of services)
      await client.query("SELECT set_config($1, $2, false)", [
        `backroom.${service}_password`,
        passwords[service],
      ]);
    await client.query(await readFile(rolesFile, "utf8"));
  } finally {
    await client.end();
  }
  const urls = services.map((service) => {
    const url = new URL(toDatabase(superuserUrl, databaseName));
    url.username = `backroom_${service}`;
    url.password = encodeURIComponent(passwords[service]);
    return [service, url.href] as const;
  });
  return Object.fromEntries(urls) as Record<Service, string>;
}

async function createDatabase(superuserUrl: string): Promise<void> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    const known = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

function toDatabase(url: string, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${database}`;
  return copy.href;
}
