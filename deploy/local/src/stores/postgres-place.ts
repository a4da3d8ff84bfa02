import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Account, canReach, choosePostgresAccount } from "./postgres-account.ts";
import { locatePostgresBinaries } from "./postgres-binaries.ts";
import { copyBinaries, linkElsewhere, readLinkTarget } from "./postgres-elsewhere.ts";

/** Where one PostgreSQL cluster lives and as whom it runs. */
export interface PostgresPlace {
  account: Account;
  /** The folder that holds the cluster (`data`) and its superuser's password. */
  home: string;
  /** The folder with `initdb` and `postgres`. */
  bin: string;
  /** A sentence for the user when the data had to go elsewhere. */
  notice?: string;
}

/** The folder for data and binaries which the PostgreSQL account cannot reach where they are. */
export const defaultReachableRoot = "/var/lib/backroom";

/**
 * Decides where a cluster lives. Everything stays in `home` when the account PostgreSQL runs under can
 * enter it and run the binaries. Otherwise (root, in a folder only root can enter) data and a copy of the
 * binaries go below `reachableRoot`, and `home` becomes a symbolic link to the data.
 */
export function preparePostgresPlace(
  home: string,
  reachableRoot = defaultReachableRoot,
): PostgresPlace {
  const account = choosePostgresAccount();
  const binaries = locatePostgresBinaries();
  mkdirSync(dirname(home), { recursive: true });
  const binariesReachable =
    canReach(account, "-x", join(binaries.root, "bin/postgres")) &&
    canReach(account, "-r", join(binaries.root, "share/postgresql"));
  const bin = binariesReachable
    ? join(binaries.root, "bin")
    : join(copyBinaries(binaries, reachableRoot), "bin");
  if (readLinkTarget(home) === undefined && canReach(account, "-x", dirname(home))) {
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o711);
    return { account, home, bin };
  }
  const target = linkElsewhere(home, reachableRoot, account);
  const notice = `PostgreSQL runs as ${account.name ?? "you"}, who may not enter this folder: its data is in ${target}`;
  return { account, home: target, bin, notice };
}
