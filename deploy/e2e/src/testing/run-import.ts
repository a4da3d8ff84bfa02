import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { backroom } from "./backroom.ts";

const command = fileURLToPath(new URL("../../../import/src/main.ts", import.meta.url));

/** What the import command did. */
export interface ImportRun {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The rows of the summary: read, created, updated, unchanged, skipped, failed. */
  readonly summary: Readonly<Record<string, readonly number[]>>;
}

/** Runs the import command against the Backroom under test. */
export function runImport(args: readonly string[], stdin?: string): Promise<ImportRun> {
  return startImport(args, stdin).ended;
}

/** Starts the import command against the Backroom under test. */
export function startImport(
  args: readonly string[],
  stdin?: string,
): { readonly child: ChildProcess; readonly ended: Promise<ImportRun> } {
  const { url, key } = backroom;
  const child = spawn(process.execPath, [command, "--url", url, "--key", key, ...args]);
  child.stdin.on("error", () => {}); // Whoever kills the command breaks the pipe.
  child.stdin.end(stdin);
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return {
    child,
    ended: ended.then(([stdout, stderr, [exitCode]]) => readRun(stdout, stderr, exitCode)),
  };
}

/** Reads what the command printed. */
function readRun(stdout: string, stderr: string, exitCode: number | null): ImportRun {
  const rows = stdout.matchAll(/^(products|stock|sales) +([0-9 ]+)$/gm);
  const summary = Object.fromEntries(
    [...rows].map(([, kind = "", cells = ""]) => [kind, cells.trim().split(/ +/).map(Number)]),
  );
  return { exitCode, stdout, stderr, summary };
}
