import { expect, test } from "vitest";
import { analyst, post, send } from "../testing/send-clickhouse.ts";

test("no setting, database or parameter outlives its query", async () => {
  const ask =
    "SELECT getSetting('max_result_rows'), getSetting('readonly'), getSetting('max_threads') = 7, currentDatabase()";
  const before = (await post(ask)).text;
  await post("SELECT 1", "max_result_rows=5&max_threads=7&database=system&param_x=1");
  await post("SELECT 1 SETTINGS max_result_rows = 6");
  await post("SET max_result_rows = 7");
  await post("USE system");
  await post("SELECT 1", "", analyst);
  for (let i = 0; i < 20; i++) expect((await post(ask)).text).toBe(before);
  expect((await post("SELECT {x:String}")).code).toBe("456");
  const pairs = Array.from({ length: 40 }, async (_, i) => {
    const { text } = await post(
      "SELECT {v:UInt8}, sleep(0.01), getSetting('max_result_rows')",
      `param_v=${i}&max_result_rows=${100 + i}`,
    );
    expect(text).toBe(`${i}\t0\t${100 + i}\n`);
  });
  await Promise.all(pairs);
});

test("an analyst reads within limits and touches no file", async () => {
  expect((await post("SELECT count() > 0 FROM system.tables", "", analyst)).text).toBe("1\n");
  expect(
    (
      await post(
        "SELECT 1",
        "max_execution_time=5&output_format_json_quote_64bit_integers=1",
        analyst,
      )
    ).status,
  ).toBe(200);
  const refusals: [string, string, string][] = [
    ["CREATE TABLE t (n Int8) ENGINE = Memory", "", "497"],
    ["INSERT INTO t VALUES (1)", "", "497"],
    ["DROP TABLE system.one", "", "497"],
    ["SET readonly = 0", "", "497"],
    ["KILL QUERY WHERE 1", "", "497"],
    ["SELECT file('/etc/hostname')", "", "497"],
    ["SELECT * FROM `file`('/etc/hostname', 'LineAsString')", "", "497"],
    ["SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')", "", "497"],
    ["DESCRIBE url('http://127.0.0.1:1/')", "", "497"],
    ["DESC TABLE S3('http://127.0.0.1:1/a/b.csv')", "", "497"],
    ["SELECT * FROM executable('id', 'TSV', 'a String')", "", "497"],
    ["SELECT * FROM remote('127.0.0.1:1', system.one)", "", "497"],
    ["SELECT * FROM `icebergLocal`('/tmp')", "", "497"],
    ["SELECT 1 SETTINGS max_memory_usage = 0", "", "497"],
    ["SELECT * FROM (SELECT 1 SETTINGS readonly = 0)", "", "497"],
    ["SELECT (SELECT count() FROM numbers(20000000000) SETTINGS max_rows_to_read = 0)", "", "497"],
    ["WITH t AS (SELECT 1 SETTINGS/**/`readonly` = 0) SELECT * FROM t", "", "497"],
    ["SELECT 1", "readonly=0&max_rows_to_read=0", "452"],
    ["SELECT getSetting('readonly') + throwIf(getSetting('readonly') != 1)", "readonly=2", "null"],
    ["SELECT count() FROM numbers(20000000000)", "", "158"],
    ["SELECT groupArray(number) FROM numbers(500000000)", "", "241"],
    ["SELECT sleepEachRow(1) FROM numbers(30)", "max_execution_time=1&max_block_size=1", "159"],
    ["SELECT number FROM numbers(3000000) FORMAT Null", "", "396"],
    ["SELECT count() >= 0 FROM system.processes WHERE Settings['max_threads'] = ''", "", "null"],
    ["SELECT count() FROM system.users", "", "497"],
    ["SHOW ACCESS", "", "497"],
    ["SELECT count() FROM system.quotas", "", "497"],
    ["USE system", "", "497"],
    ["CREATE TEMPORARY TABLE t (n Int8)", "", "497"],
    ["SYSTEM FLUSH LOGS", "", "497"],
    ["SELECT 1", "max_memory_usage=0", "452"],
    ["SELECT 1", "max_execution_time=3600", "452"],
    ["SELECT 1", "allow_ddl=1", "164"],
    ["SELECT 1 FORMAT Template", "format_template_row=/etc/hostname", "164"],
    ["SELECT 1 FORMAT Template", "format_template_resultset=/etc/hostname", "164"],
    ["SELECT 1 FORMAT Protobuf", "format_schema=/etc/hostname:M", "164"],
    ["SELECT 1 AS a FORMAT Protobuf", "output_format_schema=/tmp/analyst.proto", "164"],
    ["SELECT number FROM numbers(100000)", "max_result_rows=10", "396"],
  ];
  for (const [sql, parameters, code] of refusals)
    expect([sql, String((await post(sql, parameters, analyst)).code)]).toEqual([sql, code]);
});

test("a slow query holds up nobody, and ends when its client leaves", async () => {
  const leaving = new AbortController();
  const marker = `SELECT max(sipHash64(number)) AS slow_${Date.now()} FROM numbers(100000000000)`;
  const slow = send("/", { method: "POST", body: marker, signal: leaving.signal });
  const running = `SELECT count() FROM system.processes WHERE query LIKE '%${marker.split(" ")[3]}%' AND query NOT LIKE '%system.processes%'`;
  await expect.poll(async () => (await post(running)).text).toBe("1\n");
  for (let i = 0; i < 20; i++) expect((await post("SELECT 1")).text).toBe("1\n");
  leaving.abort();
  await expect(slow).rejects.toThrow("aborted");
  await expect.poll(async () => (await post(running)).text).toBe("0\n");
});
