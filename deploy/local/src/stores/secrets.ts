import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Service, services } from "./prepare-database.ts";

/** What the parts of one installation tell each other and nobody else. */
export interface Secrets {
  /** What a call between services must carry. */
  internalToken: string;
  /** The password of ClickHouse's user `default`. */
  clickhousePassword: string;
  /** The passwords of the services' PostgreSQL roles. */
  databasePasswords: Record<Service, string>;
}

/** Reads the secrets of an installation, or makes them; only the file's owner can read it. */
export function loadSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const secrets: Secrets = {
    internalToken: makeSecret(),
    clickhousePassword: makeSecret(),
    databasePasswords: Object.fromEntries(
      services.map((service) => [service, makeSecret()]),
    ) as Secrets["databasePasswords"],
  };
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(unfinished, file);
  return secrets;
}

function makeSecret(): string {
  return randomBytes(24).toString("base64url");
}
