import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine, signal, waitForExit } from "../stores/processes.ts";

/** The children of the present launch, on disk for the next one, in case this one is killed. */
export interface ChildRecord {
  /** Notes a child that runs, by its name. */
  add(name: string, pid: number): void;
}

/** Ends the children a killed launch has left in a folder and makes the record of a new launch. */
export async function takeOverChildren(folder: string): Promise<ChildRecord> {
  const file = join(folder, "children.json");
  const left = readRecord(file)
    .filter(({ pid, commandLine }) => commandLine !== "" && readCommandLine(pid) === commandLine)
    .map(({ pid }) => pid);
  // They end by themselves when their launcher does; this is for those that cannot.
  for (const pid of left) signal(pid, "SIGTERM");
  if (!(await waitForExit(left, 5_000))) for (const pid of left) signal(pid, "SIGKILL");
  await waitForExit(left, 5_000);

  const children = new Map<string, { pid: number; commandLine: string }>();
  return {
    add(name, pid) {
      children.set(name, { pid, commandLine: readCommandLine(pid) });
      writeFileSync(file, JSON.stringify([...children.values()]));
    },
  };
}

function readRecord(file: string): { pid: number; commandLine: string }[] {
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return []; // The launcher was killed while it wrote; its children end by themselves.
  }
}
