import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findProcessesIn, isAlive, readCommandLine, signal, waitForExit } from "./processes.ts";

/**
 * Stops whatever an earlier run that was killed has left in the data folder: a postmaster without a
 * launcher (gracefully, then by force), backends without a postmaster, an unfinished `initdb`.
 */
export async function clearPostgresLeftovers(data: string): Promise<void> {
  removeUnfinishedInits(data);
  if (!existsSync(data)) return;
  const folder = realpathSync(data);
  const postmaster = readPostmasterPid(folder);
  if (postmaster !== undefined) {
    signal(postmaster, "SIGCONT");
    signal(postmaster, "SIGINT");
    if (!(await waitForExit([postmaster], 10_000))) signal(postmaster, "SIGQUIT");
    if (!(await waitForExit([postmaster], 5_000))) signal(postmaster, "SIGKILL");
  }
  // Backends notice the death of their postmaster, but one in a long computation does so late.
  const backends = findProcessesIn(folder).filter((pid) => /postgres/.test(readCommandLine(pid)));
  for (const pid of backends) signal(pid, "SIGQUIT");
  if (!(await waitForExit(backends, 2_000))) for (const pid of backends) signal(pid, "SIGKILL");
  if (!(await waitForExit(backends, 5_000)))
    throw new Error(`PostgreSQL: processes ${backends.join(", ")} still use ${folder}`);
  // PostgreSQL takes any process with the old id, even a dead one nobody has collected, for the owner of
  // the pid file. Here it is known that no process works in the folder.
  if (process.platform === "linux") rmSync(join(folder, "postmaster.pid"), { force: true });
}

/** The process id of a postmaster that is running on this very folder, whatever the pid file's age. */
function readPostmasterPid(folder: string): number | undefined {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const [pidLine, folderLine] = readFileSync(file, "utf8").split("\n");
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 1 || folderLine !== folder) return undefined;
  // The system may have given the id to another process since.
  const isPostmaster = isAlive(pid) && readCommandLine(pid).includes(folder);
  return isPostmaster ? pid : undefined;
}

function removeUnfinishedInits(data: string): void {
  const parent = dirname(data);
  if (!existsSync(parent)) return;
  for (const entry of readdirSync(parent))
    if (entry.startsWith(`${basename(data)}.init`))
      rmSync(join(parent, entry), { recursive: true, force: true });
}
