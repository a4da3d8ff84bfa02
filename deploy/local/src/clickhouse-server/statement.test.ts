import { expect, test } from "vitest";
import { lex } from "./lex.ts";
import { readStatement } from "./statement.ts";

const read = (sql: string) => readStatement(Buffer.from(sql).toString("latin1"));

test("comments, strings, names and heredocs hide what is in them", () => {
  const sql = "SELECT 'it''s; \\'', `a;b`, \"c\\\"d\", $x$ ; $x$ -- ; \n /* ; */ # ;\n FROM t";
  const texts = [...lex(sql)].map((token) => token.text);
  expect(texts).toEqual([
    "SELECT",
    "'it''s; \\''",
    ",",
    "a;b",
    ",",
    'c"d',
    ",",
    "$x$ ; $x$",
    "FROM",
    "T",
  ]);
});

test.each([
  ["SELECT 1", undefined, "SELECT 1"],
  ["SELECT 1;", undefined, "SELECT 1"],
  ["SELECT 1 FORMAT JSON -- why", "JSON", "SELECT 1 "],
  ["SELECT 1 format CSV SETTINGS max_threads = 1", "CSV", "SELECT 1 "],
  ["SELECT format FROM t", undefined, "SELECT format FROM t"],
  ["(SELECT 1) UNION ALL (SELECT 2)", undefined, "(SELECT 1) UNION ALL (SELECT 2)"],
  ["WITH 1 AS x SELECT x, 'FORMAT JSON'", undefined, "WITH 1 AS x SELECT x, 'FORMAT JSON'"],
])("%s answers rows", (sql, format, head) => {
  const { shape } = read(sql);
  if (shape.kind !== "output") throw new Error(shape.kind);
  expect(shape.format).toBe(format);
  expect(sql.slice(0, shape.formatStart)).toBe(head);
});

test.each([
  ["INSERT INTO t FORMAT TSV\n1\t;\n\n2\n", "TSV", "1\t;\n\n2\n"],
  [
    'INSERT INTO db.t (a, `format`) SETTINGS x = 1 FORMAT JSONEachRow {"a":"\';"}',
    "JSONEachRow",
    '{"a":"\';"}',
  ],
  ["insert into t (a) values (1, 'VALUES;')", "Values", " (1, 'VALUES;')"],
  ["INSERT INTO values VALUES (1)", "Values", " (1)"],
  ["INSERT INTO format VALUES (1)", "Values", " (1)"],
  ["INSERT INTO t FORMAT Values (1)", "Values", "(1)"],
  ["INSERT INTO TABLE t FORMAT CSV;\n1", "CSV", "1"],
  ["INSERT INTO FUNCTION null('a Int8') VALUES (1)", "Values", " (1)"],
])("%s brings its rows", (sql, format, rows) => {
  const { shape } = read(sql);
  if (shape.kind !== "insert") throw new Error(shape.kind);
  expect(shape.format).toBe(format);
  expect(sql.slice(shape.dataStart)).toBe(rows);
});

test.each([
  "INSERT INTO t SELECT 1",
  "CREATE TABLE t (a Int8) ENGINE = Memory",
  "SET a = 1",
  "ALTER TABLE t DELETE WHERE 1",
])("%s is a command", (sql) =>
  expect(read(sql).shape).toEqual({ kind: "command", end: sql.length }),
);

test.each([
  ["SELECT 1; SELECT 2", "Multi-statements"],
  ["", "Empty query"],
  ["-- nothing", "Empty query"],
  ["SELECT 'open", "Quote is not closed"],
  ["SELECT 'open\\'", "Quote is not closed"],
  ["SELECT `open", "Quote is not closed"],
  ["SELECT 1 INTO OUTFILE 'x'", "INTO OUTFILE"],
  ["INSERT INTO t FROM INFILE 'x' FORMAT CSV", "FROM INFILE"],
  ["INSERT INTO t SELECT a FROM input('a Int8') FORMAT CSV", "input()"],
])("%s is refused", (sql, message) => expect(() => read(sql)).toThrow(message));

test("calls are seen through quotes, spaces and typographic quotes", () => {
  expect([...read("SELECT `file` ('x'), “url”('y'), now()").calls]).toEqual(["file", "url", "now"]);
  expect([...read("SELECT ‘ ' ’, file('x'), ‘ ' ’").calls]).toEqual(["file"]);
});
