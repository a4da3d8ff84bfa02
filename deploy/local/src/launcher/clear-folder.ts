import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endClickhouseLeftover } from "../stores/clickhouse.ts";
import { removePostgres } from "../stores/remove-postgres.ts";
import { takeOverChildren } from "./leftovers.ts";

/** Throws away everything in a folder this launcher has locked, after ending what a killed launch has left. */
export async function clearFolder(dir: string): Promise<void> {
  await takeOverChildren(dir);
  await endClickhouseLeftover(join(dir, "clickhouse"));
  await removePostgres(join(dir, "postgres"));
  for (const entry of readdirSync(dir))
    if (entry !== "launcher.pid") rmSync(join(dir, entry), { recursive: true, force: true });
}
