import { createClient } from "@clickhouse/client";
import pg from "pg";
import { expect, inject, test } from "vitest";

test("a run has a PostgreSQL and a ClickHouse of its own", async () => {
  const client = new pg.Client(inject("postgresUrl"));
  await client.connect();
  const { rows } = await client.query(
    "SELECT current_user AS name, current_setting('fsync') AS fsync",
  );
  await client.end();
  expect(rows).toEqual([{ name: "postgres", fsync: "off" }]);

  const clickhouse = createClient({ url: inject("clickhouseUrl") });
  const answer = await clickhouse.query({ query: "SELECT 1 AS one", format: "JSONEachRow" });
  expect(await answer.json()).toEqual([{ one: 1 }]);
  await clickhouse.close();
});
