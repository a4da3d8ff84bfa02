import { randomUUID } from "node:crypto";
import { createClient } from "@clickhouse/client";
import { inject } from "vitest";
import "./create-test-database.ts";

/** Makes an empty database on the ClickHouse that a test run shares, and answers its URL. */
export async function createTestClickhouse(): Promise<string> {
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  const client = createClient({ url: inject("clickhouseUrl") });
  try {
    await client.command({ query: `CREATE DATABASE ${database}` });
  } finally {
    await client.close();
  }
  const url = new URL(inject("clickhouseUrl"));
  url.pathname = `/${database}`;
  return url.href;
}
