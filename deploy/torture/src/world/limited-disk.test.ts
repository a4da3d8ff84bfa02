import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { LimitedDisk } from "./limited-disk.ts";

const megabyte = 1024 * 1024;

test("a disk is filled although another program writes to it meanwhile", async ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), "limited-disk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const disk = LimitedDisk.mount(folder, 64);
  if (!disk) return skip("this account may not mount a disk");
  onTestFinished(() => disk.unmount());

  const rewrite = "for (;;) require('node:fs').writeFileSync('written', Buffer.alloc(2 ** 20));";
  const untilFull = `for (;;) try { ${rewrite} } catch {}`;
  const writer = spawn(process.execPath, ["-e", untilFull], { cwd: folder, stdio: "ignore" });
  onTestFinished(() => void writer.kill("SIGKILL"));
  await expect.poll(() => existsSync(join(folder, "written"))).toBe(true);

  for (let round = 0; round < 50; round += 1) {
    disk.fill(0);
    expect(statSync(join(folder, "ballast")).size).toBeGreaterThan(60 * megabyte);
    disk.clear();
  }
});
