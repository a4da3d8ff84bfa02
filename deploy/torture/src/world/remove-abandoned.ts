import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "backroom-torture-";

/** Where the folder of a run's world begins; it names the process, so that others know whether it lives. */
export const worldPrefix = join(tmpdir(), `${prefix}${process.pid}-`);

/** The file that says that a folder is kept on purpose. */
export const keptMark = "kept-on-purpose";

/** Removes what runs that were killed have left; their servers have ended with them. */
export function removeAbandoned(): void {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(entry)?.[1]);
    const folder = join(tmpdir(), entry);
    if (!pid || existsSync(`/proc/${pid}`) || existsSync(join(folder, keptMark))) continue;
    try {
      execFileSync("umount", ["--lazy", join(folder, "clickhouse/data")], { stdio: "ignore" });
    } catch {} // Nothing was mounted there.
    rmSync(folder, { recursive: true, force: true });
  }
}
