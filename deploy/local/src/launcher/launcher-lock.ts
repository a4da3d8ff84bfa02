import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, readCommandLine } from "../stores/processes.ts";

/** Another launcher is running on the same folder. */
export class AlreadyRunningError extends Error {}

/**
 * Makes this process the only launcher of a folder, until it ends or calls the answered function.
 * A lock that a killed launcher has left is taken over.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "launcher.pid");
  const own = `${process.pid}\n${readCommandLine(process.pid)}`;
  while (!tryWrite(file, own)) {
    const [pid = "", commandLine = ""] = readLock(file).split("\n");
    // The system may have given the id to another process since; its command line tells.
    if (isAlive(Number(pid)) && readCommandLine(Number(pid)) === commandLine)
      throw new AlreadyRunningError(`Backroom is already running here (process ${pid})`);
    rmSync(file, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function tryWrite(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readLock(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // Its launcher has just removed it.
  }
}
