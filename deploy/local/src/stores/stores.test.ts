import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createClient } from "@clickhouse/client";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { makeTestFolder } from "../testing/make-test-folder.ts";
import { startStores } from "./index.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { findProcessesIn, waitForExit } from "./processes.ts";

const starter = fileURLToPath(new URL("../testing/start-and-die.ts", import.meta.url));

test("both stores end with a starter that is killed, and what was acknowledged is there again", async () => {
  const dir = makeTestFolder();
  const child = spawn(process.execPath, [starter, dir], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(child.stdout), "line");
  const first = JSON.parse(line);
  const clickhouse = createClient({ url: first.clickhouseUrl });
  await clickhouse.command({
    query:
      "CREATE TABLE t (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS fsync_after_insert = 1",
  });
  await clickhouse.insert({ table: "t", values: [{ n: 1 }, { n: 2 }], format: "JSONEachRow" });
  await clickhouse.close();
  const postmasters = findProcessesIn(`${dir}/postgres/data`);
  child.kill("SIGKILL");
  expect(await waitForExit(postmasters, 30_000)).toBe(true);

  const stores = await startStores({ dir, durable: false });
  onTestFinished(stores.stop);
  const again = createClient({ url: stores.analystUrl });
  onTestFinished(() => again.close());
  const answer = await again.query({ query: "SELECT sum(n) AS sum FROM t", format: "JSONEachRow" });
  expect(await answer.json()).toEqual([{ sum: 3 }]);

  const passwords = { catalog: "a'b", inventory: "b", sales: "s@/:?" };
  await prepareDatabase(stores.postgresUrl, passwords);
  const urls = await prepareDatabase(stores.postgresUrl, passwords);
  const sales = new pg.Client(urls.sales);
  await sales.connect();
  onTestFinished(() => sales.end());
  const { rows } = await sales.query(
    `SELECT current_user AS name, current_schemas(false) AS schemas, pg_snapshot_xmin(pg_current_snapshot()) > 0::text::xid8 AS sees,
       (pg_control_system()).system_identifier > 0 AS knows, current_setting('idle_in_transaction_session_timeout') AS idle`,
  );
  expect(rows).toEqual([
    { name: "backroom_sales", schemas: "{sales}", sees: true, knows: true, idle: "30s" },
  ]);
  await sales.query("CREATE TABLE own (n int)");
  for (const schema of ["public", "catalog", "inventory"])
    await expect(sales.query(`CREATE TABLE ${schema}.t (n int)`)).rejects.toThrow(
      `permission denied for schema ${schema}`,
    );
  await expect(sales.query("CREATE DATABASE other")).rejects.toThrow("permission denied");
});
