import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** A disk of its own for a folder, small enough to be filled. */
export class LimitedDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Mounts a disk in memory over a folder; undefined when this account may not. */
  static mount(folder: string, megabytes: number): LimitedDisk | undefined {
    mkdirSync(folder, { recursive: true });
    try {
      const options = `size=${megabytes}m,mode=0700`;
      execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
    } catch {
      return undefined;
    }
    return new LimitedDisk(folder);
  }

  /**
   * Fills the disk until only so many bytes are left. Whoever else writes to it meanwhile may take
   * what was still free when it was measured: it is then measured again.
   */
  fill(leftBytes: number): void {
    for (let triesLeft = 100; ; triesLeft -= 1) {
      const { bavail, bsize } = statfsSync(this.#folder);
      const bytes = bavail * bsize - leftBytes;
      if (bytes <= 0) return;
      const filled = spawnSync("fallocate", ["--length", String(bytes), this.#ballast]);
      if (filled.error) throw filled.error;
      if (filled.status === 0) return;
      if (triesLeft === 1) throw new Error(`The disk could not be filled: ${filled.stderr}`);
    }
  }

  /** Makes room again. */
  clear(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Takes the disk away, with all that is on it. */
  unmount(): void {
    execFileSync("umount", ["--lazy", this.#folder]);
  }

  get #ballast(): string {
    return join(this.#folder, "ballast");
  }
}
