import { migrateClickhouse, openClickhouse } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";

const migrations = new URL("../../clickhouse/", import.meta.url);

const defaultDatabase = "backroom";

/** The URL of ClickHouse with the database that it names, or `backroom` when it names none. */
export function nameDatabase(clickhouseUrl: string): string {
  const url = new URL(clickhouseUrl);
  if (url.pathname === "/" || url.pathname === "") url.pathname = `/${defaultDatabase}`;
  return url.href;
}

/**
 * Makes the database that the mirror lives in, and brings its schema up to date.
 *
 * @param clickhouseUrl with the database, as the client has it.
 * @param prepare is awaited before the schema is changed.
 */
export async function migrateMirror(
  client: ClickHouseClient,
  clickhouseUrl: string,
  prepare?: () => Promise<void>,
): Promise<void> {
  const url = new URL(clickhouseUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/";
  const outside = openClickhouse(url.href); // A database that is not there yet cannot be worked in.
  try {
    await outside.command({
      query: "CREATE DATABASE IF NOT EXISTS {database:Identifier}",
      query_params: { database },
    });
  } finally {
    await outside.close();
  }
  await migrateClickhouse(client, migrations, prepare);
}
