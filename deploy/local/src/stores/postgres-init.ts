import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PostgresPlace } from "./postgres-place.ts";

/** The name of the role that owns the cluster. */
export const superuser = "postgres";

/**
 * Makes the cluster if there is none and answers its superuser's password, which is made with it. The
 * cluster is built beside and renamed, so that one that exists is whole, whenever a run was killed.
 */
export async function initPostgres(place: PostgresPlace, durable: boolean): Promise<string> {
  const data = join(place.home, "data");
  const passwordFile = join(place.home, "superuser-password");
  if (existsSync(data)) return readPassword(data, passwordFile);
  const password = randomBytes(24).toString("base64url");
  const unfinished = `${data}.init`;
  const input = `${unfinished}-password`;
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(input, password, { mode: 0o600 });
  const { uid, gid } = place.account;
  if (uid !== undefined && gid !== undefined) {
    chownSync(unfinished, uid, gid);
    chownSync(input, uid, gid);
  }
  const arguments_ = [`--pgdata=${unfinished}`, `--username=${superuser}`, `--pwfile=${input}`];
  arguments_.push("--auth=scram-sha-256", "--encoding=UTF8");
  // Built into PostgreSQL, so the same everywhere, whatever locales this machine has.
  arguments_.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  if (!durable) arguments_.push("--no-sync");
  await runInitdb(place, arguments_);
  rmSync(input);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  renameSync(unfinished, data);
  return password;
}

async function runInitdb(place: PostgresPlace, arguments_: string[]): Promise<void> {
  const { uid, gid } = place.account;
  const options = { uid, gid, cwd: "/", env: { LC_ALL: "C", TZ: "UTC" } };
  try {
    await promisify(execFile)(join(place.bin, "initdb"), arguments_, options);
  } catch (cause) {
    const { stderr } = cause as { stderr?: string };
    throw new Error(`PostgreSQL: initdb failed: ${stderr?.trim() ?? cause}`, { cause });
  }
}

function readPassword(data: string, passwordFile: string): string {
  if (!existsSync(passwordFile))
    throw new Error(`PostgreSQL: ${data} exists but its password is missing: ${passwordFile}`);
  return readFileSync(passwordFile, "utf8").trim();
}
