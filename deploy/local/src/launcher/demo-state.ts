import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** `wanted` until all of it is loaded, so that a loading that was broken off goes on at the next start. */
export type DemoState = "wanted" | "loaded" | "declined";

/** Reads what became of the demo data in this folder; undefined means that the folder is new. */
export function readDemoState(dir: string): DemoState | undefined {
  const file = join(dir, "demo-state");
  if (!existsSync(file)) return undefined;
  return readFileSync(file, "utf8").trim() as DemoState;
}

/** Notes what became of the demo data. */
export function writeDemoState(dir: string, state: DemoState): void {
  const file = join(dir, "demo-state");
  writeFileSync(`${file}.new`, `${state}\n`);
  renameSync(`${file}.new`, file);
}
