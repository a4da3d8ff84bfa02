import { execFile } from "node:child_process";
import { lstat, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Copies a Backroom that is not running and all that it holds, also where PostgreSQL has its data elsewhere, to where nothing is. */
export async function copyData(from: string, to: string): Promise<void> {
  await run("cp", ["-aT", "--reflink=auto", from, to]);
  const copy = join(to, "data", "postgres");
  if (!(await lstat(copy)).isSymbolicLink()) return;
  await rm(copy);
  await run("cp", ["-aLT", "--reflink=auto", join(from, "data", "postgres"), copy]);
}
