import { rmSync } from "node:fs";
import { join } from "node:path";
import { belongsToOther, readLinkTarget } from "./postgres-elsewhere.ts";
import { clearPostgresLeftovers } from "./postgres-leftovers.ts";

/** Removes a cluster for good, also when `home` only points to it, after ending what still runs in it. */
export async function removePostgres(home: string): Promise<void> {
  const target = readLinkTarget(home);
  const isOurs = target === undefined || !belongsToOther(target, home);
  if (isOurs) await clearPostgresLeftovers(join(home, "data"));
  if (isOurs && target !== undefined) rmSync(target, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
