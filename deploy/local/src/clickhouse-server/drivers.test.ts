import { globSync, readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { ByteReader } from "../testing/byte-reader.ts";
import { post } from "../testing/send-clickhouse.ts";
import { unpackFrames } from "../testing/unpack-frames.ts";
import { cityHash128 } from "./city-hash.ts";

const base = new URL(inject("clickhouseUrl"));

/** Sends a statement as an analyst, and answers the bytes as they came over the wire. */
async function ask(sql: string, parameters = "", headers: Record<string, string> = {}) {
  const authorization = `Basic ${btoa("analyst:analyst")}`;
  const url = `http://${base.host}/?${parameters}`;
  const init = { method: "POST", body: sql, headers: { authorization, ...headers } };
  const response = await fetch(url, init);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** What clickhouse-go puts into each URL when it speaks HTTP, as Grafana's data source has it do. */
const grafana = "client_protocol_version=54460&database=default&default_format=Native";

interface Block {
  readonly columns: { readonly name: string; readonly type: string; readonly values: string[] }[];
}

/** Reads blocks as clickhouse-go does, of columns that are texts or 8 bytes wide. */
function readBlocks(data: Buffer): Block[] {
  const reader = new ByteReader(data);
  const blocks: Block[] = [];
  while (!reader.isAtEnd) {
    expect([...reader.take(8)]).toEqual([1, 0, 2, 255, 255, 255, 255, 0]);
    const columnCount = reader.number();
    const rowCount = reader.number();
    const columns = Array.from({ length: columnCount }, () => {
      const [name, type] = [reader.text(), reader.text()];
      expect(reader.take(1)[0]).toBe(0); // No custom serialization, which the driver refuses.
      const values = Array.from({ length: rowCount }, () =>
        type === "String" ? reader.text() : String(reader.take(8).readBigInt64LE()),
      );
      return { name, type, values };
    });
    blocks.push({ columns });
  }
  return blocks;
}

test("Grafana's driver greets and reads blocks of its protocol's version", async () => {
  const hello = "SELECT displayName(), version(), toInt64(revision()), timezone()";
  const { bytes, response } = await ask(hello, grafana, { "accept-encoding": "gzip" });
  expect(response.status).toBe(200);
  const [block] = readBlocks(bytes);
  expect(block?.columns.map(({ values }) => values[0])).toEqual([
    expect.any(String),
    expect.stringMatching(/^\d+\.\d+/),
    expect.stringMatching(/^54\d{3}$/),
    "UTC",
  ]);
  // Its own statement asks for the revision as UInt32.
  const own = await ask("SELECT displayName(), version(), revision(), timezone()", grafana);
  expect(own.response.status).toBe(200);
});

test("long results come in blocks too, each with its head", async () => {
  const sql = "SELECT toInt64(number) AS n, repeat('x', number % 40) AS s FROM numbers(300000)";
  const { bytes } = await ask(sql, grafana);
  const blocks = readBlocks(bytes);
  expect(blocks.length).toBeGreaterThan(1);
  const all = blocks.flatMap(({ columns }) => columns[0]?.values ?? []);
  expect(all).toHaveLength(300_000);
  expect(all.at(-1)).toBe("299999");
  const texts = blocks.flatMap(({ columns }) => columns[1]?.values ?? []);
  expect(texts[299_999]).toBe("x".repeat(39));
});

test("every type of a column is passed on whole", async () => {
  const values = [
    "toDecimal64('1.5', 4)",
    "toDecimal128('-2.25', 4)",
    "toDate('2026-01-02')",
    "toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC')",
    "toDateTime('2026-01-02 03:04:05', 'Europe/Berlin')",
    "CAST('a' AS Enum8('a' = 1, 'b,)' = 2))",
    "toUUID('01970000-0000-7000-8000-000000000000')",
    "CAST(NULL AS Nullable(String))",
    "[1, 2, 3]",
    "['a', NULL]",
    "map('k', [1.5])",
    "CAST((1, 'x'), 'Tuple(n UInt8, `a b` String)')",
    "toFixedString('abc', 3)",
    "NULL",
    "true",
    "INTERVAL 1 DAY",
    "toIPv4('127.0.0.1')",
    "toLowCardinality(toString(number % 3))",
    "CAST(NULL AS LowCardinality(Nullable(String)))",
    "[toLowCardinality('a'), toLowCardinality(toString(number))]",
    "CAST(([], 'x'), 'Tuple(Array(LowCardinality(String)), LowCardinality(String))')",
  ];
  const columns = values.map((value, i) => `${value} AS c${i}`).join(", ");
  const plain = await ask(`SELECT ${columns} FROM numbers(3) FORMAT Native`);
  const { bytes } = await ask(`SELECT ${columns} FROM numbers(3)`, grafana);
  // Nothing but the head and a byte a column was added.
  expect(bytes.length).toBe(plain.bytes.length + 8 + values.length);
  const refused = await ask("SELECT CAST('{}' AS JSON) AS j", grafana);
  expect(refused.response.headers.get("x-clickhouse-exception-code")).toBe("48");
  expect(refused.bytes.toString()).toContain("cast the column to String");
});

test("Metabase's driver reads frames of native compression", async () => {
  const headers = { "X-ClickHouse-Format": "RowBinaryWithNamesAndTypes" };
  const sql = "SELECT currentUser() AS user, timezone() AS timezone, version() AS version LIMIT 1";
  const { bytes, response } = await ask(sql, "compress=1", headers);
  expect(response.headers.get("x-clickhouse-format")).toBe("RowBinaryWithNamesAndTypes");
  const reader = new ByteReader(unpackFrames(bytes));
  const columnCount = reader.number();
  const texts = Array.from({ length: 3 * columnCount }, () => reader.text());
  expect(texts.slice(0, 6)).toEqual(["user", "timezone", "version", "String", "String", "String"]);
  expect(texts[7]).toBe("UTC");
  const long = await ask("SELECT number FROM numbers(300000) FORMAT TSV", "compress=1", headers);
  expect(unpackFrames(long.bytes).toString().split("\n").at(-2)).toBe("299999");
  // The driver reads a refusal whether or not it is packed.
  const refused = await ask("SELECT nothing", "compress=1", headers);
  expect(refused.response.headers.get("x-clickhouse-exception-code")).toBe("47");
  expect(refused.bytes.toString()).toMatch(/^Code: 47\. DB::Exception/);
});

test("settings that the drivers send are taken, up to the analyst's limits", async () => {
  for (const parameters of [
    "max_execution_time=65&limit=2", // Grafana's time limit is 60 s, and the driver adds 5.
    "max_result_rows=2000&result_overflow_mode=break&session_timezone=Europe/Berlin",
    "max_result_rows=1048575&select_sequential_consistency=1",
    "wait_end_of_query=1&query_id=from-metabase&session_timeout=5",
  ]) {
    const { response } = await ask("SELECT 1", parameters);
    expect([parameters, response.status]).toEqual([parameters, 200]);
  }
});

/** Runs a statement of the admin's that must succeed, and answers what it says. */
async function run(sql: string): Promise<string> {
  const { status, text } = await post(sql);
  expect([status, text]).toEqual([200, expect.any(String)]);
  return text;
}

test("a checksum is the one that ClickHouse itself writes", async () => {
  await run("CREATE DATABASE IF NOT EXISTS checksums");
  await run(
    `CREATE OR REPLACE TABLE checksums.t (n UInt64, s String, d Decimal(18, 4) CODEC(LZ4)) ENGINE = MergeTree ORDER BY n
     SETTINGS min_bytes_for_wide_part = 0, min_compress_block_size = 100, index_granularity = 50`,
  );
  await run(
    "INSERT INTO checksums.t SELECT number, substring(hex(SHA256(toString(number))), 1, number % 60), number FROM numbers(20000)",
  );
  const parts = await run("SELECT path FROM system.parts WHERE database = 'checksums' AND active");
  const folders = parts.trim().split("\n");
  expect(folders).toEqual([expect.stringMatching(/^\/.+/)]);
  const sizes = new Set<number>();
  for (const file of globSync(`${folders[0]}/*.bin`)) {
    const data = readFileSync(file);
    for (let at = 0; at < data.length; ) {
      const size = data.readUInt32LE(at + 17);
      const hash = cityHash128(data.subarray(at + 16, at + 16 + size));
      expect(hash).toEqual([data.readBigUInt64LE(at), data.readBigUInt64LE(at + 8)]);
      sizes.add(size);
      at += 16 + size;
    }
  }
  expect(sizes.size).toBeGreaterThan(5);
  await run("DROP DATABASE checksums");
});
