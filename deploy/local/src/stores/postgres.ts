import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listPostgresSettings } from "./postgres-config.ts";
import { initPostgres, superuser } from "./postgres-init.ts";
import { clearPostgresLeftovers } from "./postgres-leftovers.ts";
import { type PostgresPlace, preparePostgresPlace } from "./postgres-place.ts";
import { waitForExit } from "./processes.ts";

/** What `startPostgres` needs to know. */
export interface PostgresOptions {
  /** The folder for the cluster; when PostgreSQL cannot live there it becomes a link to where it lives. */
  home: string;
  /** The TCP port on 127.0.0.1. */
  port: number;
  /** The file which the server's messages are added to. */
  logFile: string;
  /** Whether a committed transaction survives a crash of the machine. Default true; false is for tests. */
  durable?: boolean;
  /** Where the cluster goes when the account PostgreSQL runs under cannot enter `home`. */
  reachableRoot?: string;
}

/** A running PostgreSQL server. */
export interface Postgres {
  /** Connects as the superuser to the database `postgres`. */
  url: string;
  /** The process id of the postmaster. */
  pid: number;
  place: PostgresPlace;
  /** Comes true when the server has ended, for whatever reason. */
  exited: Promise<void>;
  /** Ends the server: open transactions are rolled back, everything is flushed. */
  stop(): Promise<void>;
}

// The server ends with the process that started it: the shell waits for the end of its standard input,
// which comes when the starter is gone, even if it was killed; then it asks the server, which has taken
// the place of the outer shell and so kept its process id, to shut down.
const tetheredStart =
  'exec 3<&0 </dev/null; { read -r _ <&3; kill -INT $$ 2>/dev/null; } & exec 3<&-; exec "$@"';

/** Starts PostgreSQL, makes the cluster first if there is none, and repairs what a killed run has left. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { home, port, logFile, durable = true, reachableRoot } = options;
  await clearPostgresLeftovers(join(home, "data"));
  const place = preparePostgresPlace(home, reachableRoot);
  const data = join(place.home, "data");
  await clearPostgresLeftovers(data);
  const password = await initPostgres(place, durable);

  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "a");
  const logStart = fstatSync(log).size;
  const { uid, gid } = place.account;
  const command = [join(place.bin, "postgres"), "-D", data, ...listPostgresSettings(port, durable)];
  const child = spawn("/bin/sh", ["-c", tetheredStart, "postgres", ...command], {
    uid,
    gid,
    cwd: "/",
    env: { LC_ALL: "C", TZ: "UTC" },
    stdio: ["pipe", log, log],
    detached: true, // A Ctrl-C in the terminal is for the launcher, which stops the server in its turn.
  });
  closeSync(log);
  child.stdin?.on("error", () => {}); // Nothing is ever written: the pipe only breaks when the server ends.
  const exited = once(child, "exit").then(() => {
    child.stdin?.destroy();
  });
  await waitUntilReady(child, data, () => readLog(logFile, logStart));
  const pid = child.pid ?? 0;
  const url = `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  return { url, pid, place, exited, stop: () => stopPostgres(child, exited) };
}

async function waitUntilReady(child: ChildProcess, data: string, readMessages: () => string) {
  const deadline = performance.now() + 60_000;
  // The pid file's eighth line is the state.
  while (!/^ready/.test(readLines(join(data, "postmaster.pid"), child.pid)[7] ?? "")) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${readMessages()}`);
    if (performance.now() > deadline) {
      child.kill("SIGQUIT");
      throw new Error(`PostgreSQL was not ready within 60 s:\n${readMessages()}`);
    }
    await sleep(20);
  }
}

function readLines(file: string, pid: number | undefined): string[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return Number(lines[0]) === pid ? lines : [];
  } catch {
    return []; // Not written yet.
  }
}

function readLog(file: string, start: number): string {
  return readFileSync(file).subarray(start).toString().trim().slice(-2000);
}

async function stopPostgres(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const pid = child.pid ?? 0;
  child.kill("SIGINT");
  if (!(await waitForExit([pid], 20_000))) child.kill("SIGQUIT");
  if (!(await waitForExit([pid], 5_000))) child.kill("SIGKILL");
  await exited;
}
