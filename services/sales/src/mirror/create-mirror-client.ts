import type { Client } from "pg";
import type { MirrorState } from "./start-mirror.ts";

type Connecting = Pick<MirrorState["options"], "postgresUrl" | "Client">;

/** Makes a connection to PostgreSQL whose texts ClickHouse reads as they are. It is not connected yet. */
export function createMirrorClient({ postgresUrl, Client }: Connecting, name: string): Client {
  return new Client({
    connectionString: postgresUrl,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
  });
}
