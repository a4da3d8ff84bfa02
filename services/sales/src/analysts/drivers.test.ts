import { expect, test } from "vitest";
import { useAnalyst } from "./analyst-stores.ts";

const { database, send } = useAnalyst();

/** What clickhouse-go puts into each URL when Grafana's data source speaks HTTP. */
const grafana = "client_protocol_version=54460&default_format=Native&max_execution_time=65";

// What the data source asks when it is saved, browses tables, fills its editor and draws a panel.
test.each([
  "SELECT displayName(), version(), revision(), timezone()",
  "SELECT version()",
  "SHOW DATABASES",
  'SHOW TABLES FROM "{db}"',
  'DESC TABLE "{db}"."quarter_hour_revenue"',
  "SELECT name, type, table FROM system.columns WHERE database IN ('{db}') AND table = 'sales'",
  `SELECT name, is_aggregate, case_insensitive, alias_to, origin, description, syntax, arguments, returned_value, examples, categories
   FROM system.functions`,
  "SELECT DISTINCT channel FROM {db}.sales LIMIT 1000",
  `SELECT toStartOfInterval(toDateTime("time"), INTERVAL 86400 second) as "time", channel, sum(revenue) as revenue
   FROM "{db}"."quarter_hour_revenue" WHERE ( time >= toDateTime(1735689600) AND time <= toDateTime(1773100800) )
   GROUP BY time, channel ORDER BY time ASC LIMIT 100000`,
  `SELECT sale_date, product, category, amount FROM sales
   WHERE sale_date >= fromUnixTimestamp64Milli(1735689600000) AND sale_date <= fromUnixTimestamp64Milli(1773100800000)
   ORDER BY sale_date DESC LIMIT 1000`,
  "SELECT * FROM stock",
])("Grafana is answered: %s", async (query) => {
  const sql = query.replaceAll("{db}", database());
  const answer = await send(sql, grafana, { "accept-encoding": "gzip" });
  expect([answer.status, answer.headers.get("x-clickhouse-exception-code")]).toEqual([200, null]);
  expect([...answer.body.subarray(0, 8)]).toEqual([1, 0, 2, 255, 255, 255, 255, 0]);
  expect(answer.body[9]).toBeGreaterThan(0); // There are rows.
});

/** What the JDBC driver sends for Metabase, in headers and in each URL. */
const metabase = { "X-ClickHouse-Format": "RowBinaryWithNamesAndTypes" };
const packed = "compress=1&session_timezone=Europe/Berlin";

// What Metabase asks when it connects, syncs, fingerprints, scans values and draws a question.
test.each([
  "SELECT currentUser() AS user, timezone() AS timezone, version() AS version LIMIT 1",
  "SELECT timezone() AS tz",
  "SELECT 1",
  `SELECT '' AS TABLE_CAT, t.database AS TABLE_SCHEM, t.name AS TABLE_NAME,
     if(t.is_temporary = 1, concat('Temporary', t.engine), t.engine) AS TABLE_TYPE, t.comment AS REMARKS,
     CAST(null as Nullable(String)) AS TYPE_CAT, d.engine AS TYPE_SCHEM
   FROM system.tables t JOIN system.databases d ON system.tables.database = system.databases.name
   WHERE t.database LIKE '{db}' AND t.name LIKE '%' AND ( (t.engine IN ('View','MaterializedView'))
     OR (t.engine NOT IN ('View') AND NOT t.engine LIKE 'System%' AND t.is_temporary = 0)) AND (t.is_temporary = 0)`,
  `SELECT database AS TABLE_SCHEM, table AS TABLE_NAME, name AS COLUMN_NAME, type AS TYPE_NAME,
     toInt32(multiIf(character_octet_length IS NOT NULL, character_octet_length, system.columns.type == 'Int8', 1, numeric_precision IS NOT NULL, numeric_precision, 0)) AS COLUMN_SIZE,
     toInt32(IF (numeric_scale == 0, NULL, numeric_scale)) as DECIMAL_DIGITS, system.columns.comment AS REMARKS,
     toInt32(system.columns.position) AS ORDINAL_POSITION
   FROM system.columns WHERE database LIKE '{db}' AND table LIKE 'sales' AND name LIKE '%' ORDER BY TABLE_SCHEM, TABLE_NAME, ORDINAL_POSITION`,
  `SELECT system.tables.name AS TABLE_NAME, trim(c.1) AS COLUMN_NAME, CAST(c.2 AS Int16) AS KEY_SEQ FROM system.tables
   ARRAY JOIN arrayZip(splitByChar(',', primary_key), arrayEnumerate(splitByChar(',', primary_key))) as c
   WHERE system.tables.primary_key <> '' AND system.tables.database ILIKE '{db}' ORDER BY COLUMN_NAME`,
  "SELECT TRUE AS `_` FROM `{db}`.`daily_revenue` WHERE 1 <> 1 LIMIT 0",
  "SELECT `{db}`.`sales`.`category` AS `category` FROM `{db}`.`sales` GROUP BY `{db}`.`sales`.`category` ORDER BY `{db}`.`sales`.`category` ASC LIMIT 1000",
  "SELECT substring(`{db}`.`sales`.`product`, 1, 1234) AS `substring`, `{db}`.`sales`.`sale_date` AS `sale_date`, `{db}`.`sales`.`amount` AS `amount` FROM `{db}`.`sales` LIMIT 10000",
  `SELECT toStartOfMonth(\`{db}\`.\`sales\`.\`sale_date\`) AS \`sale_date\`, \`{db}\`.\`sales\`.\`channel\` AS \`channel\`, SUM(\`{db}\`.\`sales\`.\`amount\`) AS \`sum\`
   FROM \`{db}\`.\`sales\` GROUP BY toStartOfMonth(\`{db}\`.\`sales\`.\`sale_date\`), \`{db}\`.\`sales\`.\`channel\` ORDER BY toStartOfMonth(\`{db}\`.\`sales\`.\`sale_date\`) ASC`,
  "-- Metabase\nSELECT * FROM `{db}`.`stock` LIMIT 2000",
])("Metabase is answered: %s", async (query) => {
  const answer = await send(query.replaceAll("{db}", database()), packed, metabase);
  expect([answer.status, answer.headers.get("x-clickhouse-exception-code")]).toEqual([200, null]);
  expect(answer.headers.get("x-clickhouse-format")).toBe("RowBinaryWithNamesAndTypes");
  expect(answer.body[16]).toBe(0x82); // A frame of LZ4.
});

test("curl and the like are answered, with parameters and every format", async () => {
  const question = "SELECT sum(revenue) AS revenue FROM daily_revenue WHERE day >= {from:Date}";
  const plain = await send(question, "param_from=2026-01-01");
  expect(plain.body.toString()).toMatch(/^\d+\.\d+\n$/);
  const json = await send(question, "param_from=2026-01-01&default_format=JSONEachRow");
  expect(json.body.toString()).toMatch(/^\{"revenue":[\d.]+\}\n$/);
  for (const format of ["CSVWithNames", "Parquet", "ArrowStream", "PrettyCompact", "XML"]) {
    const answer = await send(`SELECT * FROM stock FORMAT ${format}`, "");
    expect([format, answer.status]).toEqual([format, 200]);
  }
});
