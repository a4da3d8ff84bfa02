import { expect, test } from "vitest";
import type { Encoding } from "./decode-line.ts";
import { type CsvRecord, readRecords } from "./read-records.ts";

/** Reads a text in pieces of a few bytes. */
async function readAll(text: string | Buffer, size = 7, encoding: Encoding = "utf-8") {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const records: CsvRecord[] = [];
  for await (const record of readRecords(pieces(), { delimiter: undefined, encoding })) {
    records.push(record);
  }
  return records.map(({ line, cells, problem }) => [line, problem ?? cells]);
}

test.each([1, 2, 7, 1000])(
  "reads quotes, line breaks and empty lines in pieces of %i",
  async (size) => {
    const text = '\ufeffa,b\r\n1,"x, ""y"""\r\n\r\n"two\nlines",2\r\nü,last';
    expect(await readAll(text, size)).toEqual([
      [1, ["a", "b"]],
      [2, ["1", 'x, "y"']],
      [4, ["two\nlines", "2"]],
      [6, ["ü", "last"]],
    ]);
  },
);

test("goes on after a quote that is not closed, and after one in the wrong place", async () => {
  const text = 'a,b\n1,"open\n2,3\n4,5" inch\n6,7\n8,"9"x\n10,11\n';
  const records = await readAll(text);
  expect(records.map(([line]) => line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(records[1]?.[1]).toMatch(/Closing Quote/i);
  expect(records[2]?.[1]).toEqual(["2", "3"]);
  expect(records[3]?.[1]).toMatch(/quote/i);
  expect(records[4]?.[1]).toEqual(["6", "7"]);
  expect(records[6]?.[1]).toEqual(["10", "11"]);
});

test("gives up on a quote that never closes without losing a row", async () => {
  const rows = Array.from({ length: 500 }, (_, index) => `${index},x\n`).join("");
  const records = await readAll(`a,b\n1,"open\n${rows}`, 1000);
  expect(records[1]).toEqual([2, "a quote is not closed"]);
  expect(records).toHaveLength(502);
  expect(records.at(-1)).toEqual([502, ["499", "x"]]);
});

test("reports a line that is not UTF-8, and reads it as latin1 when told to", async () => {
  const bytes = Buffer.from("a\nCôte\nb\n", "latin1");
  expect(await readAll(bytes)).toEqual([
    [1, ["a"]],
    [2, expect.stringMatching("not UTF-8")],
    [3, ["b"]],
  ]);
  expect(await readAll(bytes, 3, "latin1")).toEqual([
    [1, ["a"]],
    [2, ["Côte"]],
    [3, ["b"]],
  ]);
});

test("passes over a line that would fill the memory", async () => {
  const records = await readAll(`a\n${"x".repeat(3_000_000)}\nb\n`, 65_536);
  expect(records).toEqual([
    [1, ["a"]],
    [2, expect.stringMatching("longer than")],
    [3, ["b"]],
  ]);
});

test("passes over lines of empty cells, and finds what separates them", async () => {
  expect(await readAll('\ufeffsep=;\r\na;b\r\n;;\r\n1,5;2\r\n"";\r\n\r\n')).toEqual([
    [2, ["a", "b"]],
    [4, ["1,5", "2"]],
  ]);
  expect(await readAll("a\tb\n1\t2\n")).toEqual([
    [1, ["a", "b"]],
    [2, ["1", "2"]],
  ]);
});

test("reads Latin-1 as Windows-1252, with its euro", async () => {
  const bytes = Buffer.from([0x61, 0x0a, 0x80, 0xa3, 0x0a]);
  expect(await readAll(bytes, 7, "latin1")).toEqual([
    [1, ["a"]],
    [2, ["€£"]],
  ]);
});

test("says so when a file begins as one of another encoding", async () => {
  const utf16 = Buffer.from("\ufeffa,b\n", "utf16le");
  expect((await readAll(utf16))[0]).toEqual([1, expect.stringMatching("UTF-16")]);
  const utf8 = Buffer.from("\ufeffa,b\n");
  expect((await readAll(utf8, 7, "latin1"))[0]).toEqual([1, expect.stringMatching("--encoding")]);
});
