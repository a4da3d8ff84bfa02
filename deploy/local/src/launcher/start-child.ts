import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { waitForExit } from "../stores/processes.ts";
import { recordLines } from "./log-file.ts";
import type { Running } from "./supervise.ts";

/** A Node program that sends "ready" over its IPC channel when it is, and ends on SIGTERM. */
export interface ChildProgram {
  /** Its name in messages and of its log file. */
  name: string;
  /** The module to run. */
  module: string;
  environment: Readonly<Record<string, string>>;
  logFile: string;
}

/** How long a program may take until it is ready: it may be bringing years of data up to date. */
const readyWithinMs = 3_600_000;

/** How often somebody who waits is told so. */
const tellEveryMs = 15_000;

const tether = new URL("tether.ts", import.meta.url).href;

/**
 * Starts a child and waits until it is ready; if it does not get ready, the error holds what it said.
 *
 * @param signal ends the wait, and the child.
 */
export async function startChild(
  program: ChildProgram,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Running> {
  const { name, module, environment, logFile } = program;
  const logStart = existsSync(logFile) ? statSync(logFile).size : 0;
  const child = fork(module, {
    execArgv: ["--import", tether],
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true, // A Ctrl-C in the terminal is for the launcher, which stops its children in order.
  });
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null);
  recordLines(outputs, logFile, (message) => say(`${name}: ${message}`));
  const pid = child.pid ?? 0;
  const exited = once(child, "exit").then(() => {});
  const stop = async () => {
    child.kill("SIGTERM");
    if (!(await waitForExit([pid], 20_000))) child.kill("SIGKILL");
    await exited;
  };
  const timeout = AbortSignal.timeout(readyWithinMs);
  const ready = once(child, "message", { signal: AbortSignal.any([timeout, signal]) }).then(
    () => true,
    () => false,
  );
  const closed = once(child, "close").then(() => false);
  const telling = setInterval(
    () => say(`${name} is still starting; it may have data to bring up to date`),
    tellEveryMs,
  );
  const isReady = await Promise.race([ready, closed]);
  clearInterval(telling);
  if (isReady) return { pid, exited, stop };
  if (signal.aborted) {
    await stop();
    throw signal.reason;
  }
  const state = timeout.aborted
    ? `was not ready within ${readyWithinMs / 1000} s`
    : "ended at once";
  child.kill("SIGKILL");
  await exited;
  const said = existsSync(logFile)
    ? readFileSync(logFile).subarray(logStart).toString().trim()
    : "";
  throw new Error(`${name} ${state}:\n${said.slice(-2000)}`);
}
