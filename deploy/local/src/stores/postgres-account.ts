import { execFileSync, spawnSync } from "node:child_process";

/** The account PostgreSQL runs under. An empty object means: the account of this process. */
export interface Account {
  uid?: number;
  gid?: number;
  /** The name of the account, for messages. */
  name?: string;
}

/**
 * Chooses the account for PostgreSQL, which refuses to run as root.
 * An ordinary user runs it as themselves; root runs it as `postgres` if that account exists, else as `nobody`.
 */
export function choosePostgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const uid = readId("-u", name);
    const gid = readId("-g", name);
    if (uid && gid) return { uid, gid, name };
  }
  throw new Error(
    "PostgreSQL refuses to run as root and this machine has no account `postgres` or `nobody`: start as another user",
  );
}

/** Says whether the account can do what a shell's `test` asks of a path, such as `-x` (enter) or `-r`. */
export function canReach(account: Account, operator: "-r" | "-w" | "-x", path: string): boolean {
  const { uid, gid } = account;
  const probe = spawnSync("test", [operator, path], { uid, gid, cwd: "/" });
  return probe.status === 0;
}

function readId(flag: "-u" | "-g", name: string): number | undefined {
  try {
    const printed = execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] });
    return Number(printed.toString());
  } catch {
    return undefined; // `id` fails exactly when there is no such account.
  }
}
