import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { RunningBackroom } from "./running-backroom.ts";

const launcher = fileURLToPath(new URL("../../local/src/main.ts", import.meta.url));
const startWithinMs = 120_000;
const stopWithinMs = 30_000;

/** Which Backroom to start. */
export interface StartOptions {
  readonly form: RunningBackroom["form"];
  /** Where its data, and its output in `output.log`, are kept. */
  readonly dir: string;
  /** More environment variables for it. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A Backroom that was started, and what ends it. */
export interface StartedBackroom {
  readonly backroom: RunningBackroom;
  /** Ends it as a supervisor does, and fails unless it ends well and in time. */
  stop(): Promise<void>;
}

/** Starts the launcher in a process of its own, on free ports, empty, and waits until it is ready. */
export async function startBackroom(options: StartOptions): Promise<StartedBackroom> {
  const [gateway = 0, catalog = 0, inventory = 0, sales = 0, postgres = 0, clickhouse = 0] =
    await findFreePorts(6);
  const internalToken = "the-token-of-the-end-to-end-tests";
  await mkdir(options.dir, { recursive: true });
  const logPath = join(options.dir, "output.log");
  const log = createWriteStream(logPath);
  const flags = ["--no-demo", ...(options.form === "split" ? ["--split"] : [])];
  const child = spawn(process.execPath, [launcher, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "development",
      LOG_LEVEL: "warn",
      BACKROOM_DIR: join(options.dir, "data"),
      INTERNAL_TOKEN: internalToken,
      GATEWAY_PORT: `${gateway}`,
      CATALOG_PORT: `${catalog}`,
      INVENTORY_PORT: `${inventory}`,
      SALES_PORT: `${sales}`,
      POSTGRES_PORT: `${postgres}`,
      CLICKHOUSE_PORT: `${clickhouse}`,
      ...options.env,
    },
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = once(child, "exit");

  /** Ends it, by force if that takes too long. */
  async function stop(): Promise<void> {
    child.kill("SIGTERM");
    const ended = await Promise.race([
      exited,
      sleep(stopWithinMs, "late" as const, { ref: false }),
    ]);
    if (ended === "late") child.kill("SIGKILL");
    const [exitCode] = await exited;
    if (ended === "late") throw new Error("Backroom did not stop within 30 seconds");
    if (exitCode !== 0) throw new Error(`Backroom ended with exit code ${exitCode}`);
  }

  const url = `http://127.0.0.1:${gateway}`;
  const gaveUp = new AbortController();
  const died = exited.then(() => "died" as const);
  const outcome = await Promise.race([
    died,
    waitUntilReady(url, gaveUp.signal).then((ready) => (ready ? "ready" : "late")),
  ]);
  gaveUp.abort();
  if (outcome !== "ready") {
    if (outcome === "late") await stop();
    const output = await readFile(logPath, "utf8");
    throw new Error(`Backroom did not become ready (${outcome}):\n${output.slice(-4000)}`);
  }
  return {
    backroom: {
      form: options.form,
      url,
      key: options.env?.API_KEYS ?? "123",
      grpc: {
        catalog: `127.0.0.1:${catalog}`,
        inventory: `127.0.0.1:${inventory}`,
        sales: `127.0.0.1:${sales}`,
      },
      internalToken,
      launcherPid: child.pid ?? 0,
      dataDir: join(options.dir, "data"),
      logDir: join(options.dir, "data", "logs"),
      postgresPort: postgres,
      clickhouseUrl: `http://analyst:analyst@127.0.0.1:${clickhouse}`,
    },
    stop,
  };
}

/** Asks until the gateway says that it is ready; false when it does not in time. */
async function waitUntilReady(url: string, signal: AbortSignal): Promise<boolean> {
  const endsAt = performance.now() + startWithinMs;
  while (performance.now() < endsAt && !signal.aborted) {
    const isReady = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return true;
    await sleep(100);
  }
  return false;
}

/** Finds ports that nobody listens on; all are held until the last is found, so that they differ. */
async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return address && typeof address === "object" ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
