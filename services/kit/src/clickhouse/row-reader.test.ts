import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createTestClickhouse } from "../testing/create-test-clickhouse.ts";
import { type Clickhouse, openClickhouse } from "./open-clickhouse.ts";

async function open(): Promise<Clickhouse> {
  const clickhouse = openClickhouse(await createTestClickhouse());
  onTestFinished(() => clickhouse.close());
  return clickhouse;
}

/** As long as a test may take. */
const patient = () => AbortSignal.timeout(60_000);

test("values come back as they were given, whether they fit into the URL or not", async () => {
  const clickhouse = await open();
  const texts = ["", "it's", "a\tb\nc\\d\r", "ß€😀", "[1,2]", "x&y=z%20+", "\\'"];
  const params = {
    texts,
    text: texts[2],
    number: -7,
    big: 2n ** 63n,
    list: [1, 2],
    empty: [],
  };
  const sql = `SELECT {texts:Array(String)}, {text:String}, {number:Int32}, {big:UInt64},
    {list:Array(UInt8)}, {empty:Array(String)}, length({filling:Array(UInt32)}), toDecimal64('1.50', 4)`;
  for (const count of [0, 10_000]) {
    const filling = Array.from({ length: count }, (_, i) => 1_700_000_000 + i);
    const rows = await clickhouse.readRows({ sql, params: { ...params, filling } }, patient());
    const expected = [texts, texts[2], -7, String(2n ** 63n), [1, 2], [], String(count), "1.5"];
    expect(rows).toEqual([expected]);
  }
  const odd = clickhouse.readRows({ sql: "SELECT 1", params: { odd: { a: 1 } } }, patient());
  await expect(odd).rejects.toThrow("No parameter can be");
});

test("threads are limited for one statement alone", async () => {
  const clickhouse = await open();
  const read = async (threads?: number) => {
    const sql = "SELECT toUInt32(getSetting('max_threads'))";
    const [row] = await clickhouse.readRows<[number]>({ sql, params: {}, threads }, patient());
    return row?.[0];
  };
  const usual = await read();
  expect(await read(7)).toBe(7);
  expect(await read()).toBe(usual);
});

test("answers no rows, many, and more than the server holds back", async () => {
  const clickhouse = await open();
  const count = async (sql: string) =>
    (await clickhouse.readRows({ sql, params: {} }, patient())).length;
  expect(await count("SELECT 1 WHERE 0")).toBe(0);
  expect(await count("SELECT number, 'a\nb' FROM numbers(10000)")).toBe(10_000);
  expect(await count("SELECT repeat('x', 100) FROM numbers(300000)")).toBe(300_000);
});

test("ClickHouse's refusals are told by code, also those in the middle of a result", async () => {
  const clickhouse = await open();
  const refusal = (sql: string) => clickhouse.readRows({ sql, params: {} }, patient());
  await expect(refusal("SELECT * FROM nowhere")).rejects.toMatchObject({
    code: "60",
    type: "UNKNOWN_TABLE",
  });
  const late = "SELECT throwIf(number = 1000000) FROM numbers(2000000)";
  await expect(refusal(late)).rejects.toMatchObject({ code: "395" });
});

test("a reader who leaves ends the statement", async () => {
  const clickhouse = await open();
  const leaving = new AbortController();
  const sql = "SELECT max(sipHash64(number)) AS left_behind FROM numbers(100000000000)";
  const slow = clickhouse.readRows({ sql, params: {} }, leaving.signal);
  const running = async () => {
    const sql =
      "SELECT count() FROM system.processes WHERE query LIKE '%left_behind%' AND query NOT LIKE '%processes%'";
    return clickhouse.readRows({ sql, params: {} }, patient());
  };
  await expect.poll(running, { timeout: 60_000 }).toEqual([["1"]]);
  leaving.abort(new Error("enough"));
  await expect(slow).rejects.toThrow("enough");
  await expect.poll(running, { timeout: 60_000 }).toEqual([["0"]]);
});

/** Starts a server that answers `[1]`, and closes a connection as soon as it is used for a second time. */
async function startFickleServer(): Promise<{ url: string; asked: () => number }> {
  const used = new WeakSet<Socket>();
  let asked = 0;
  const server: Server = createServer((request, response) => {
    asked++;
    if (used.has(request.socket)) return request.socket.resetAndDestroy();
    used.add(request.socket);
    return response.end("[1]\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked: () => asked };
}

test("a connection that the server has just closed is replaced; a server that is away is an error", async () => {
  const server = await startFickleServer();
  const clickhouse = openClickhouse(server.url);
  onTestFinished(() => clickhouse.close());
  for (let i = 0; i < 5; i++)
    expect(await clickhouse.readRows({ sql: "SELECT 1", params: {} }, patient())).toEqual([[1]]);
  expect(server.asked()).toBe(9);
  const away = openClickhouse("http://127.0.0.1:1/");
  onTestFinished(() => away.close());
  const lost = away.readRows({ sql: "SELECT 1", params: {} }, patient());
  await expect(lost).rejects.toThrow("ECONNREFUSED");
});
