import { gzipSync } from "node:zlib";
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { expect, inject, onTestFinished, test } from "vitest";
import { analyst, post, send } from "../testing/send-clickhouse.ts";

function open(options: Parameters<typeof createClient>[0] = {}): ClickHouseClient {
  const client = createClient({
    url: inject("clickhouseUrl"),
    log: { level: ClickHouseLogLevel.OFF }, // Errors are what many tests are about.
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

/** Makes a database for one test and a client in it. */
async function openDatabase(): Promise<{ client: ClickHouseClient; database: string }> {
  const database = `d${crypto.randomUUID().replaceAll("-", "")}`;
  await open().command({ query: `CREATE DATABASE ${database}` });
  return { client: open({ database }), database };
}

test("the official client creates, inserts, asks with parameters, and is told of errors", async () => {
  const { client } = await openDatabase();
  expect((await client.ping()).success).toBe(true);
  await client.command({
    query: "CREATE TABLE t (n UInt64, s String) ENGINE = MergeTree ORDER BY n",
  });
  const values = [
    { n: "1", s: "a\n\nb;" },
    { n: "2", s: "\t\\'" },
  ];
  const { summary } = await client.insert({ table: "t", values, format: "JSONEachRow" });
  expect(summary?.written_rows).toBe("2");
  const answer = await client.query({
    query: "SELECT * FROM {table:Identifier} WHERE n = {n:UInt64} AND s = {s:String}",
    query_params: { table: "t", n: 2, s: "\t\\'" },
    format: "JSONEachRow",
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  });
  expect(await answer.json()).toEqual([{ n: "2", s: "\t\\'" }]);
  const failing = client.query({ query: "SELECT * FROM nowhere" });
  await expect(failing).rejects.toMatchObject({ code: "60", type: "UNKNOWN_TABLE" });
});

test("rows of every format come through whole: empty lines, binary, compressed", async () => {
  const { client, database } = await openDatabase();
  await client.command({
    query: "CREATE TABLE t (n UInt64, s String) ENGINE = MergeTree ORDER BY n",
  });
  const rows =
    "SELECT number AS n, concat('x\n\n;\\'\\0', toString(number)) AS s FROM numbers(3000)";
  for (const format of [
    "TSV",
    "CSVWithNames",
    "JSON",
    "Native",
    "RowBinary",
    "Parquet",
    "Values",
  ]) {
    const source = await client.exec({ query: `${rows} FORMAT ${format}` });
    const chunks: Buffer[] = [];
    for await (const chunk of source.stream) chunks.push(chunk);
    const insert = encodeURIComponent(`INSERT INTO t FORMAT ${format}`);
    const body = gzipSync(Buffer.concat(chunks));
    const headers = { "Content-Encoding": "gzip" };
    const { status, text } = await send(`/?database=${database}&query=${insert}`, {
      method: "POST",
      body,
      headers,
    });
    expect([format, status, text]).toEqual([format, 200, ""]);
    const check = `SELECT count(), sum(n), uniq(s), countIf(s = concat('x\n\n;\\'\\0', toString(n))) FROM t`;
    expect((await post(check, `database=${database}`)).text).toBe("3000\t4498500\t3000\t3000\n");
    await client.command({ query: "TRUNCATE TABLE t" });
  }
});

test("50,000 rows are one part", async () => {
  const { client, database } = await openDatabase();
  await client.command({
    query: "CREATE TABLE t (n UInt64, s String) ENGINE = MergeTree ORDER BY n",
  });
  const lines = Array.from({ length: 50_000 }, (_, i) => `${i}\tname ${i}\n`).join("");
  const insert = encodeURIComponent("INSERT INTO t FORMAT TSV");
  const { status, headers } = await send(`/?database=${database}&query=${insert}`, {
    method: "POST",
    body: lines,
  });
  expect(status).toBe(200);
  expect(JSON.parse(headers.get("x-clickhouse-summary") ?? "").written_rows).toBe("50000");
  const parts = `SELECT count(), sum(rows) FROM system.parts WHERE database = '${database}' AND level = 0`;
  expect((await post(parts)).text).toBe("1\t50000\n");
});

test("answers as a server does: formats, headers, statuses", async () => {
  expect((await send("/ping")).text).toBe("Ok.\n");
  expect((await send("/?query=SELECT+1")).text).toBe("1\n");
  const json = await post("SELECT 1 AS one", "default_format=JSONEachRow&query_id=mine");
  expect(json.text).toBe('{"one":1}\n');
  expect(json.headers.get("x-clickhouse-format")).toBe("JSONEachRow");
  expect(json.headers.get("x-clickhouse-query-id")).toBe("mine");
  expect(
    (await post("SELECT {a:String}, {b:Array(UInt8)}", "param_a=x%5Cty&param_b=[1,2]")).text,
  ).toBe("x\\ty\t[1,2]\n");
  const failures: [string, string, number, string][] = [
    ["SELECT * FROM nowhere", "", 404, "60"],
    ["SELECT 1; SELECT 2", "", 400, "62"],
    ["SELEC 1", "", 400, "62"],
    ["SELECT 1", "nosuch=1", 404, "115"],
    ["SELECT 1 FORMAT Nope", "", 404, "73"],
    ["SELECT 1", "session_id=x", 501, "48"],
    ["SELECT {missing:String}", "", 500, "456"],
    ["INSERT INTO nowhere VALUES (1)", "", 404, "60"],
  ];
  for (const [sql, parameters, status, code] of failures) {
    const answer = await post(sql, parameters);
    expect([sql, answer.status, answer.code]).toEqual([sql, status, code]);
    expect(answer.text).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: .*\\([A-Z_]+\\) \\(version `, "s"),
    );
    expect(answer.text).not.toContain("pipes");
  }
  expect((await send("/?query=CREATE+DATABASE+x")).code).toBe("164");
  expect((await send("/nowhere")).status).toBe(404);
  expect((await send("/?query=SELECT+1", {}, ["default", "wrong"])).status).toBe(403);
  expect((await send("/?query=SELECT+1", {}, ["nobody", ""])).code).toBe("516");
});

test("compresses answers for those who ask, and streams long ones", async () => {
  const client = open({ compression: { response: true, request: true } });
  const answer = await client.query({
    query: "SELECT number FROM numbers(1000000)",
    format: "JSONEachRow",
  });
  let count = 0;
  for await (const rows of answer.stream()) count += rows.length;
  expect(count).toBe(1_000_000);
  const raw = await fetch(
    `${inject("clickhouseUrl").replace(/\/\/.*@/, "//")}/?enable_http_compression=1`,
    {
      method: "POST",
      body: "SELECT 1",
      headers: { Authorization: `Basic ${btoa("analyst:analyst")}`, "Accept-Encoding": "gzip" },
    },
  );
  expect(raw.headers.get("content-encoding")).toBe("gzip");
  expect(await raw.text()).toBe("1\n"); // fetch has decompressed it.
});

test("a failure in the middle of a result reaches the client", async () => {
  const query = "SELECT throwIf(number = 3000000) AS n FROM numbers(10000000)";
  const answer = await open().query({ query, format: "JSONEachRow" });
  const readAll = async () => {
    for await (const _ of answer.stream());
  };
  await expect(readAll()).rejects.toMatchObject({ code: "395" });
  await expect(post(query)).rejects.toThrow("terminated");
});

test("a result that is wanted whole is right or an error, however large it is", async () => {
  const whole = "wait_end_of_query=1";
  const small = await post("SELECT 1 AS one FORMAT JSONEachRow SETTINGS max_threads = 1", whole);
  expect([small.status, small.text]).toEqual([200, '{"one":1}\n']);
  expect(small.headers.get("content-length")).toBe("10");
  expect((await post("SELECT 1 AS one", `${whole}&default_format=CSVWithNames`)).text).toBe(
    '"one"\n1\n',
  );
  const late = "SELECT throwIf(number = 3000000) AS n FROM numbers(10000000)";
  expect(await post(late, whole)).toMatchObject({ status: 500, code: "395" });
  const large = "SELECT repeat('x', 1000000) FROM numbers(40)"; // More than is held in memory.
  for (const parameters of ["max_block_size=1", "max_block_size=1&result_overflow_mode=break"])
    expect((await post(large, `${whole}&${parameters}`)).text.length).toBe(40_000_040);
  const many = "SELECT number FROM numbers(10)";
  expect((await post(many, `${whole}&max_result_rows=3`)).code).toBe("396");
  expect((await post(many, `${whole}&max_result_rows=3`, analyst)).code).toBe("396");
  const repeated = await post("SELECT repeat('x', 1000000) FROM numbers(20)", whole, analyst);
  expect(repeated.text.length).toBe(20_000_020);
  expect(repeated.headers.get("content-length"), "an analyst's is never held").toBeNull();
  const ask = "SELECT getSetting('max_result_bytes'), getSetting('readonly')";
  expect((await post(ask, "", analyst)).text).toBe("1000000000\t1\n");
  expect((await post(ask)).text).toBe("0\t0\n");
});
