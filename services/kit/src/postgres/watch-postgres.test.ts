import { Pool } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { toConnectError } from "../rpc/call-outcome.ts";
import { createTestDatabase } from "../testing/create-test-database.ts";
import { Gate } from "../testing/gate.ts";
import { type WatchedPostgres, watchPostgres } from "./watch-postgres.ts";

let gate: Gate;
let postgres: WatchedPostgres;
let pool: Pool;

beforeAll(async () => {
  gate = await Gate.open(await createTestDatabase("watch", async () => {}));
  const { url } = gate;
  postgres = watchPostgres(url, "a test", createLog("test", "silent"));
  pool = new Pool({ connectionString: url, Client: postgres.Client, max: 3 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
});
afterAll(async () => {
  await pool?.end();
  postgres?.stop();
  await gate?.shut();
});

const ask = () => pool.query("select 1 as one").then(({ rows }) => rows);

/** The code that a caller is told of a failure. */
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error) => toConnectError(error).code,
  );

test("leaves a server that answers alone, however slow it is", async () => {
  expect(await ask()).toEqual([{ one: 1 }]);
  const { rows } = await pool.query("select pg_sleep(2.5), 2 as two");
  expect(rows).toMatchObject([{ two: 2 }]);
});

test("queries end as UNAVAILABLE when the server stands still, and recover when it goes on", async () => {
  await Promise.all([ask(), ask()]);
  gate.stand(true);
  const inTransaction = pool.connect().then(async (client) => {
    try {
      return await client.query("begin");
    } finally {
      client.release();
    }
  });
  expect(await Promise.all([codeOf(ask()), codeOf(inTransaction), codeOf(ask())])).toEqual([
    14, 14, 14,
  ]);
  // While it is known to be away, nobody even connects.
  const before = gate.count;
  expect(await Promise.all(Array.from({ length: 50 }, () => codeOf(ask())))).toEqual(
    Array(50).fill(14),
  );
  expect(gate.count - before).toBeLessThan(20);
  const alone = new postgres.Client();
  await expect(alone.connect()).rejects.toThrow("PostgreSQL does not answer");
  await alone.end();
  gate.stand(false);
  await vi.waitFor(async () => expect(await ask()).toEqual([{ one: 1 }]), 20_000);
});

test("connections that have died without a word are not used again", async () => {
  await Promise.all([ask(), ask(), ask()]);
  gate.stand(true);
  expect(await codeOf(ask())).toBe(14);
  gate.freeze();
  await vi.waitFor(async () => expect(await ask()).toEqual([{ one: 1 }]), 20_000);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill([{ one: 1 }]));
});

test("what PostgreSQL refuses is a sign of life", async () => {
  const wrong = new URL(gate.url);
  wrong.pathname = "/no_such_database";
  const other = watchPostgres(wrong.href, "another test", createLog("test", "silent"));
  const client = new other.Client({ connectionString: wrong.href });
  await expect(client.connect()).rejects.toMatchObject({ code: "3D000" });
  // It is asked for a sign of life as nobody was answered, and it gives one.
  const before = gate.count;
  await expect.poll(() => gate.count).toBeGreaterThan(before);
  const again = new other.Client({ connectionString: gate.url });
  await again.connect();
  await again.end();
  other.stop();
});

test("ends a connection to a server that does not say goodbye", async () => {
  const client = new postgres.Client({ connectionString: String(pool.options.connectionString) });
  await client.connect();
  gate.stand(true);
  await client.end();
  gate.stand(false);
  await expect(client.query("select")).rejects.toThrow();
});
