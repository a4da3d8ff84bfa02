import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCommandLine, signal, waitForExit } from "./processes.ts";

/** What `startClickhouse` needs to know. */
export interface ClickhouseOptions {
  /** The folder for data and temporary files. */
  home: string;
  /** The TCP port on 127.0.0.1. */
  port: number;
  /** The password of the user `default`, who may do everything. */
  password: string;
  /** The password of the user `analyst`, who may only read. */
  analystPassword: string;
  /** The file which the server's messages are added to. */
  logFile: string;
}

/** A running ClickHouse endpoint. */
export interface Clickhouse {
  /** Connects as the user `default`. */
  url: string;
  pid: number;
  /** Comes true when the server has ended, for whatever reason. */
  exited: Promise<void>;
  /** Lets running statements come to their end and ends the server. */
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL("../clickhouse-server/main.ts", import.meta.url));

/** Starts the ClickHouse endpoint in a process of its own, after ending one that a killed run has left. */
export async function startClickhouse(options: ClickhouseOptions): Promise<Clickhouse> {
  const { home, port, password, analystPassword, logFile } = options;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const pidFile = join(home, "server.pid");
  await endClickhouseLeftover(home);

  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "a");
  const logStart = fstatSync(log).size;
  const child = fork(main, [home], {
    stdio: ["ignore", log, log, "ipc"],
    detached: true, // A Ctrl-C in the terminal is for the launcher, which stops the server in its turn.
    env: {
      ...process.env,
      TZ: "UTC",
      UV_THREADPOOL_SIZE: "32", // Each running statement occupies a thread.
      CLICKHOUSE_FOLDER: home,
      CLICKHOUSE_PORT: String(port),
      CLICKHOUSE_PASSWORD: password,
      CLICKHOUSE_ANALYST_PASSWORD: analystPassword,
    },
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  writeFileSync(pidFile, String(pid));
  const exited = once(child, "exit").then(() => {});
  await waitUntilReady(child, exited, () => readFileSync(logFile).subarray(logStart).toString());
  const url = `http://default:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  return { url, pid, exited, stop: () => stopClickhouse(child, exited, pidFile) };
}

async function waitUntilReady(child: ChildProcess, exited: Promise<void>, readLog: () => string) {
  const timeout = AbortSignal.timeout(60_000);
  try {
    const ready = once(child, "message", { signal: timeout });
    const answer = await Promise.race([ready, exited]);
    if (!answer) throw new Error("it ended");
  } catch (cause) {
    child.kill("SIGKILL");
    const said = readLog().trim().slice(-2000) || String(cause);
    throw new Error(`ClickHouse did not start:\n${said}`, { cause });
  }
}

async function stopClickhouse(child: ChildProcess, exited: Promise<void>, pidFile: string) {
  child.kill("SIGTERM");
  if (!(await waitForExit([child.pid ?? 0], 15_000))) child.kill("SIGKILL");
  await exited;
  rmSync(pidFile, { force: true });
}

/** The server ends by itself when its launcher does; this is for one that could not. */
export async function endClickhouseLeftover(home: string): Promise<void> {
  const pidFile = join(home, "server.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  const isServer = pid > 1 && readCommandLine(pid).includes(`${main} ${home}`);
  if (isServer && !(await waitForExit([pid], 3_000))) {
    signal(pid, "SIGKILL");
    await waitForExit([pid], 5_000);
  }
  rmSync(pidFile, { force: true });
}
