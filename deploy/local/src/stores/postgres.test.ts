import { chmodSync, existsSync, lstatSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { makeTestFolder } from "../testing/make-test-folder.ts";
import { findFreePort } from "./free-port.ts";
import { type PostgresOptions, startPostgres } from "./postgres.ts";
import { removePostgres } from "./remove-postgres.ts";

async function makeOptions(folder: string): Promise<PostgresOptions> {
  const port = await findFreePort();
  return { home: join(folder, "postgres"), port, logFile: join(folder, "pg.log"), durable: false };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on("error", () => {}); // The server may be killed under it.
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("keeps data and password over a stop, and asks for the password", async () => {
  const options = await makeOptions(makeTestFolder());
  const first = await startPostgres(options);
  await query(first.url, "CREATE TABLE t AS SELECT 'Grüße' AS word");
  await first.stop();
  expect(existsSync(`/proc/${first.pid}`) && process.platform === "linux").toBe(false);

  const second = await startPostgres(options);
  onTestFinished(second.stop);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT word FROM t")).toEqual([{ word: "Grüße" }]);
  const wrong = second.url.replace(/:[^:@]+@/, ":wrong@");
  await expect(query(wrong, "SELECT 1")).rejects.toThrow("password authentication failed");
  expect(statSync(join(second.place.home, "superuser-password")).mode & 0o777).toBe(0o600);
});

test("recovers what was committed when the postmaster is killed, and from a half-done init", async () => {
  const folder = makeTestFolder();
  const options = await makeOptions(folder);
  mkdirSync(join(options.home, "data.init"), { recursive: true });
  writeFileSync(join(options.home, "data.init/PG_VERSION"), "18");
  const first = await startPostgres(options);
  await query(first.url, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
  const sleeping = expect(query(first.url, "SELECT pg_sleep(60)")).rejects.toThrow();
  process.kill(first.pid, "SIGKILL");
  await first.exited;

  const second = await startPostgres(options);
  onTestFinished(second.stop);
  await sleeping;
  expect(await query(second.url, "SELECT sum(n)::int AS sum FROM t")).toEqual([{ sum: 500_500 }]);
});

test("reports a taken port instead of waiting", async () => {
  const folder = makeTestFolder();
  const first = await startPostgres(await makeOptions(folder));
  onTestFinished(first.stop);
  const port = Number(new URL(first.url).port);
  const options = { ...(await makeOptions(makeTestFolder())), port };
  await expect(startPostgres(options)).rejects.toThrow("could not bind");
});

// Only root runs PostgreSQL under another account, which then cannot enter a private folder.
test.skipIf(process.getuid?.() !== 0)("runs in a folder that only root can enter", async () => {
  const folder = makeTestFolder();
  const reachableRoot = makeTestFolder();
  const options = { ...(await makeOptions(folder)), reachableRoot };
  chmodSync(folder, 0o700);
  const first = await startPostgres(options);
  await query(first.url, "CREATE TABLE t AS SELECT 1 AS n");
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  expect(first.place.notice).toContain(reachableRoot);
  expect(lstatSync(options.home).isSymbolicLink()).toBe(true);

  const second = await startPostgres(options);
  expect(await query(second.url, "SELECT n FROM t")).toEqual([{ n: 1 }]);
  await second.stop();
  await removePostgres(options.home);
  expect(existsSync(second.place.home)).toBe(false);
  expect(existsSync(options.home)).toBe(false);
});

test.skipIf(process.getuid?.() !== 0)(
  "moves a cluster along when its folder becomes private",
  async () => {
    const folder = makeTestFolder();
    const options = { ...(await makeOptions(folder)), reachableRoot: makeTestFolder() };
    const first = await startPostgres(options);
    await query(first.url, "CREATE TABLE t AS SELECT 1 AS n");
    await first.stop();
    chmodSync(folder, 0o700);
    const second = await startPostgres(options);
    onTestFinished(second.stop);
    expect(await query(second.url, "SELECT n FROM t")).toEqual([{ n: 1 }]);
  },
);
