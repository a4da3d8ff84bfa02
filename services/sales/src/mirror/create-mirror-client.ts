import { Client } from "pg";

/** Makes a connection to PostgreSQL whose texts ClickHouse reads as they are. It is not connected yet. */
export function createMirrorClient(postgresUrl: string, name: string): Client {
  return new Client({
    connectionString: postgresUrl,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
  });
}
