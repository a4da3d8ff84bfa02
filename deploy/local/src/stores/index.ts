import { join } from "node:path";
import { startClickhouse } from "./clickhouse.ts";
import { findFreePort } from "./free-port.ts";
import { startPostgres } from "./postgres.ts";
import { loadSecrets } from "./secrets.ts";

export { type Clickhouse, type ClickhouseOptions, startClickhouse } from "./clickhouse.ts";
export { findFreePort, isPortFree } from "./free-port.ts";
export { type Postgres, type PostgresOptions, startPostgres } from "./postgres.ts";
export { databaseName, prepareDatabase, type Service, services } from "./prepare-database.ts";
export { removePostgres } from "./remove-postgres.ts";
export { loadSecrets, type Secrets } from "./secrets.ts";

/** What `startStores` needs to know. */
export interface StoresOptions {
  /** The folder for both stores' data, secrets and logs. */
  dir: string;
  /** The ports on 127.0.0.1; free ones are chosen by default. */
  ports?: { postgres?: number; clickhouse?: number };
  /** Whether committed data survives a crash of the machine. Default true; false is faster, for tests. */
  durable?: boolean;
}

/** Both stores, running. */
export interface Stores {
  /** PostgreSQL as its superuser, database `postgres`. */
  postgresUrl: string;
  /** ClickHouse as the user `default`. */
  clickhouseUrl: string;
  /** ClickHouse as the user `analyst`, who may only read. */
  analystUrl: string;
  /** Ends both, ClickHouse first. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and ClickHouse over one folder; the end of this process ends them too. */
export async function startStores(options: StoresOptions): Promise<Stores> {
  const { dir, ports = {}, durable = true } = options;
  const { clickhousePassword } = loadSecrets(join(dir, "secrets.json"));
  const analystPassword = "analyst";
  const [postgres, clickhouse] = await Promise.allSettled([
    startPostgres({
      home: join(dir, "postgres"),
      port: ports.postgres ?? (await findFreePort()),
      logFile: join(dir, "logs/postgres.log"),
      durable,
    }),
    startClickhouse({
      home: join(dir, "clickhouse"),
      port: ports.clickhouse ?? (await findFreePort()),
      password: clickhousePassword,
      analystPassword,
      logFile: join(dir, "logs/clickhouse.log"),
    }),
  ]);
  const stop = async () => {
    if (clickhouse.status === "fulfilled") await clickhouse.value.stop();
    if (postgres.status === "fulfilled") await postgres.value.stop();
  };
  if (postgres.status === "rejected") {
    await stop();
    throw postgres.reason;
  }
  if (clickhouse.status === "rejected") {
    await stop();
    throw clickhouse.reason;
  }
  const analyst = new URL(clickhouse.value.url);
  analyst.username = "analyst";
  analyst.password = analystPassword;
  return {
    postgresUrl: postgres.value.url,
    clickhouseUrl: clickhouse.value.url,
    analystUrl: analyst.href.replace(/\/$/, ""),
    stop,
  };
}
