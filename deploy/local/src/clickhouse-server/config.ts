import type { User } from "./users.ts";

/** What the ClickHouse server reads from its environment. */
export interface ServerConfig {
  /** CLICKHOUSE_FOLDER: data, spooled rows and pipes. */
  folder: string;
  /** CLICKHOUSE_PORT: on 127.0.0.1. */
  port: number;
  /** The user `default` with CLICKHOUSE_PASSWORD, and `analyst` with CLICKHOUSE_ANALYST_PASSWORD. */
  users: User[];
}

/** Reads and checks the environment; a missing variable is an error that names it. */
export function readConfig(environment: NodeJS.ProcessEnv): ServerConfig {
  const require = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set`);
    return value;
  };
  const port = Number(require("CLICKHOUSE_PORT"));
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error("CLICKHOUSE_PORT is not a port number");
  return {
    folder: require("CLICKHOUSE_FOLDER"),
    port,
    users: [
      { name: "default", password: require("CLICKHOUSE_PASSWORD"), role: "admin" },
      { name: "analyst", password: require("CLICKHOUSE_ANALYST_PASSWORD"), role: "analyst" },
    ],
  };
}
