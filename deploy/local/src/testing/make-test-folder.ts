import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Makes a folder which every account may enter, and removes it when the test has ended. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "backroom-local-"));
  chmodSync(folder, 0o711);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
