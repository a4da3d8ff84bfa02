import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { portVariables } from "./launcher/ports.ts";
import { findFreePort } from "./stores/free-port.ts";
import { readCommandLine, waitForExit } from "./stores/processes.ts";
import { makeTestFolder } from "./testing/make-test-folder.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

interface Launcher {
  child: ChildProcess;
  lines: string[];
  exited: Promise<number | null>;
}

function start(environment: Record<string, string>, ...flags: string[]): Launcher {
  const child = spawn(process.execPath, [main, ...flags], {
    env: { ...process.env, NODE_ENV: "development", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface(stream).on("line", (line) => lines.push(line));
  const exited = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGINT");
    await exited;
  });
  return { child, lines, exited };
}

async function makeEnvironment(): Promise<Record<string, string>> {
  const dir = join(makeTestFolder(), "data");
  const ports: Record<string, string> = {};
  for (const variable of Object.keys(portVariables)) ports[variable] = String(await findFreePort());
  return { BACKROOM_DIR: dir, ...ports };
}

const untilReady = ({ lines }: Launcher) =>
  expect.poll(() => lines.join("\n"), { timeout: 60_000 }).toContain("Backroom is ready");

/** The stores and programs of a folder that are running now. */
function readPids(dir: string): number[] {
  const postmaster = readFileSync(join(dir, "postgres/data/postmaster.pid"), "utf8").split("\n")[0];
  const clickhouse = readFileSync(join(dir, "clickhouse/server.pid"), "utf8");
  const children: { pid: number }[] = JSON.parse(readFileSync(join(dir, "children.json"), "utf8"));
  return [Number(postmaster), Number(clickhouse), ...children.map(({ pid }) => pid)];
}

test("starts, restarts what dies, survives being killed, and stops without a trace", async () => {
  const environment = await makeEnvironment();
  const { BACKROOM_DIR: dir = "", GATEWAY_PORT, CLICKHOUSE_PORT } = environment;
  const url = `http://127.0.0.1:${GATEWAY_PORT}`;
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const first = start(environment, "--no-demo");
  await untilReady(first);
  expect(await isReady()).toBe(true);
  expect((await fetch(`${url}/products`, { headers: { "X-API-Key": "123" } })).status).toBe(200);
  expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);

  const second = start(environment, "--no-demo");
  expect(await second.exited).toBe(1);
  expect(second.lines.join()).toContain(`already running here (process ${first.child.pid})`);

  const pids = readPids(dir);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  const again = first.lines;
  for (const name of ["PostgreSQL", "ClickHouse", "backroom"])
    await expect.poll(() => again, { timeout: 30_000 }).toContain(`  ${name} is running again`);
  await expect.poll(isReady, { timeout: 30_000 }).toBe(true);

  const orphans = readPids(dir);
  expect(orphans).not.toEqual(expect.arrayContaining(pids));
  first.child.kill("SIGKILL");
  await first.exited;
  const third = start(environment, "--no-demo");
  await untilReady(third);
  expect(await waitForExit(orphans, 20_000)).toBe(true);
  const ping = await fetch(`http://127.0.0.1:${CLICKHOUSE_PORT}/ping`);
  expect(await ping.text()).toBe("Ok.\n");

  const last = readPids(dir);
  third.child.kill("SIGINT");
  expect(await third.exited).toBe(0);
  expect(last.map(readCommandLine)).toEqual(last.map(() => ""));
}, 120_000);

test("a port that is set and taken ends the start by name, and nothing keeps running", async () => {
  const environment = await makeEnvironment();
  const blocker = start(environment, "--no-demo");
  await untilReady(blocker);
  const other = await makeEnvironment();
  const { GATEWAY_PORT = "" } = environment;
  const launcher = start({ ...other, GATEWAY_PORT }, "--split", "--no-demo");
  expect(await launcher.exited).toBe(1);
  expect(launcher.lines.join()).toContain(`Port ${GATEWAY_PORT} is taken: set GATEWAY_PORT`);
}, 120_000);

test("the split form answers too, and --fresh throws the data away", async () => {
  const environment = await makeEnvironment();
  const headers = { "X-API-Key": "123", "Content-Type": "application/json" };
  const url = `http://127.0.0.1:${environment.GATEWAY_PORT}/categories`;
  const first = start(environment, "--split", "--no-demo");
  await untilReady(first);
  const created = await fetch(url, { method: "POST", headers, body: '{"name":"Tea"}' });
  expect(created.ok).toBe(true);
  first.child.kill("SIGTERM");
  expect(await first.exited).toBe(0);
  const second = start(environment, "--split", "--no-demo", "--fresh");
  await untilReady(second);
  expect(await (await fetch(url, { headers })).json()).toMatchObject({ total: 0 });
}, 120_000);
