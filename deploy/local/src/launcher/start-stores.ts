import { truncateSync } from "node:fs";
import { join } from "node:path";
import { startClickhouse } from "../stores/clickhouse.ts";
import { startPostgres } from "../stores/postgres.ts";
import type { Secrets } from "../stores/secrets.ts";
import { isPortRace, type Ports, type PortVariable } from "./ports.ts";
import type { Running } from "./supervise.ts";

/** The password of ClickHouse's user `analyst` in development. */
export const analystPassword = "analyst";

/** Chooses ports and starts something on them, again with others when somebody else was faster. */
export async function startOnPorts<T>(
  ports: Ports,
  variables: readonly PortVariable[],
  start: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    for (const variable of variables) await ports.choose(variable);
    try {
      return await start();
    } catch (error) {
      if (attempt === 5 || !isPortRace(error)) throw error;
    }
  }
}

/** Answers how to start PostgreSQL of this folder, now and again; `urls.postgres` is set by the first start. */
export function preparePostgres(
  dir: string,
  ports: Ports,
  urls: { postgres: string },
  say: (line: string) => void,
): () => Promise<Running> {
  const logFile = join(dir, "logs/postgres.log");
  emptyFile(logFile);
  const start = () =>
    startPostgres({ home: join(dir, "postgres"), port: ports.get("POSTGRES_PORT"), logFile });
  return async () => {
    if (urls.postgres !== "") return start();
    const postgres = await startOnPorts(ports, ["POSTGRES_PORT"], start);
    if (postgres.place.notice) say(postgres.place.notice);
    urls.postgres = postgres.url;
    return postgres;
  };
}

/** Answers how to start the ClickHouse endpoint of this folder, now and again. */
export function prepareClickhouse(
  dir: string,
  ports: Ports,
  secrets: Secrets,
): () => Promise<Running> {
  const logFile = join(dir, "logs/clickhouse.log");
  emptyFile(logFile);
  const start = () =>
    startClickhouse({
      home: join(dir, "clickhouse"),
      port: ports.get("CLICKHOUSE_PORT"),
      password: secrets.clickhousePassword,
      analystPassword,
      logFile,
    });
  let isRestart = false;
  return async () => {
    if (isRestart) return start(); // The services know the port, so it stays.
    const clickhouse = await startOnPorts(ports, ["CLICKHOUSE_PORT"], start);
    isRestart = true;
    return clickhouse;
  };
}

/** Logs begin anew with every start. */
function emptyFile(file: string): void {
  try {
    truncateSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
