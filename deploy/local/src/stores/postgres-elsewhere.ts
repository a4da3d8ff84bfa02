import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Account } from "./postgres-account.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";

/** Answers where a symbolic link points, or undefined when there is no link at this path. */
export function readLinkTarget(path: string): string | undefined {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? readlinkSync(path) : undefined;
}

/**
 * Makes `home` a link to a folder of its own below `root` and answers that folder. A cluster that is
 * already in `home` moves along; a link that another clone owns (a copied clone) is not followed.
 */
export function linkElsewhere(home: string, root: string, account: Account): string {
  const linked = readLinkTarget(home);
  if (linked !== undefined && !belongsToOther(linked, home)) return claim(linked, home);
  const hash = createHash("sha256").update(home).digest("hex").slice(0, 16);
  const target = join(root, hash);
  if (linked !== undefined) rmSync(home);
  if (existsSync(home)) moveCluster(home, target, account);
  claim(target, home);
  symlinkSync(target, home);
  return target;
}

/** Copies the binaries below `root` once a version and answers the copy. */
export function copyBinaries(binaries: PostgresBinaries, root: string): string {
  const target = join(root, `postgresql-${binaries.version}`);
  if (existsSync(target)) return target;
  mkdirSync(root, { recursive: true });
  const unfinished = mkdtempSync(`${target}.`);
  cpSync(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    execFileSync("chmod", ["-R", "a+rX", unfinished]);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // Else another clone was faster with the same copy.
  }
  return target;
}

/** Says whether the folder a link points to is in use by another clone, from which the link was copied. */
export function belongsToOther(target: string, home: string): boolean {
  const owner = readOwner(target);
  return owner !== undefined && owner !== home && readLinkTarget(owner) === target;
}

function readOwner(target: string): string | undefined {
  const path = join(target, "clone");
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function claim(target: string, home: string): string {
  mkdirSync(target, { recursive: true });
  chmodSync(target, 0o711);
  writeFileSync(join(target, "clone"), home);
  return target;
}

function moveCluster(home: string, target: string, account: Account): void {
  if (existsSync(target))
    throw new Error(
      `PostgreSQL: data in both ${home} and ${target}: remove the one you do not want`,
    );
  cpSync(home, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  const data = join(target, "data");
  if (account.uid !== undefined && existsSync(data))
    execFileSync("chown", ["-R", `${account.uid}:${account.gid}`, data]);
  rmSync(home, { recursive: true });
}
