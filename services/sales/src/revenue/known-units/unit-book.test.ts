import { createLog, type RowReader, type Select } from "@backroom/kit";
import { Gauge } from "prom-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { Contents } from "../../mirror/contents.ts";
import { createStoreDays } from "../../store-days/store-days.ts";
import { UnitBook } from "./unit-book.ts";
import { createDayUnits, slotUnits } from "./units.ts";

const never = new AbortController().signal;

/** A reading that somebody waits for. */
interface Reading {
  readonly some: unknown;
  answer(rows: readonly unknown[]): void;
  fail(error: Error): void;
}

/** Makes a book of a mirror whose answers are given by hand. */
function openBook(maxBytes = 2 ** 20, units = days) {
  const readings: Reading[] = [];
  const clickhouse: RowReader = {
    readRows<Row>({ params }: Select) {
      const { promise, resolve, reject } = Promise.withResolvers<Row[]>();
      readings.push({
        some: params.some,
        answer: (rows) => resolve([...rows] as Row[]),
        fail: reject,
      });
      return promise;
    },
  };
  const log = createLog("test", "silent");
  const size = new Gauge({ name: "sums", help: "Sums.", labelNames: ["units"], registers: [] });
  return {
    book: new UnitBook({ clickhouse, attended: clickhouse, units, log, size, maxBytes }),
    readings,
  };
}
const days = createDayUnits(createStoreDays("America/New_York"));

const row = (day: number, amount: string) => [day, "web", "SALE", amount, "1", "1"];

/** Notes a sale of a UTC day. */
const sell = (contents: Contents, ...days: number[]) =>
  contents.noteSales({ days: new Set(days), pairs: new Set() });

/** Lets everything happen that waits for nothing. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function takenOn(book: UnitBook, contents: Contents, day: number) {
  const known = await book.find(contents, never);
  return known?.sumChannels({ fromUnit: day, toUnit: day + 1 }, { channels: [], kinds: [] })[0]
    ?.sums.gross;
}

async function openRead(rows: readonly unknown[] = [row(100, "1"), row(101, "2")]) {
  const [contents, opened] = [new Contents(), openBook()];
  expect(await opened.book.find(contents, never)).toBeUndefined();
  opened.readings[0]?.answer(rows);
  await settle();
  return { contents, ...opened };
}

test("reads all days when it is first asked, and then only those that have moved", async () => {
  const { book, readings, contents } = await openRead();
  expect(readings.map(({ some }) => some)).toEqual([undefined]);
  expect(await takenOn(book, contents, 101)).toBe(20_000n);
  sell(contents, 101);
  const taken = [takenOn(book, contents, 101), takenOn(book, contents, 100)];
  await settle();
  // The shop is behind UTC: a sale of one UTC day may be of the day before.
  expect(readings.slice(1).map(({ some }) => some)).toEqual([["1970-04-11", "1970-04-12"]]);
  readings[1]?.answer([row(100, "1"), row(101, "7.5")]);
  expect(await Promise.all(taken)).toEqual([75_000n, 10_000n]);
  expect(await takenOn(book, contents, 101)).toBe(75_000n);
  expect(readings).toHaveLength(2);
});

test("reads again what moves while it is read, before anybody is answered who asked after that", async () => {
  const { book, readings, contents } = await openRead();
  sell(contents, 101);
  const before = takenOn(book, contents, 101);
  await settle();
  sell(contents, 101);
  const after = takenOn(book, contents, 101);
  await settle();
  readings[1]?.answer([row(101, "3")]);
  expect(await before).toBe(30_000n);
  await settle();
  expect(readings).toHaveLength(3);
  readings[2]?.answer([row(101, "4")]);
  expect(await after).toBe(40_000n);
});

test("knows nothing that moved while all days were read, until it is read again", async () => {
  const [contents, { book, readings }] = [new Contents(), openBook()];
  await book.find(contents, never);
  sell(contents, 101);
  readings[0]?.answer([row(101, "1")]);
  await settle();
  const taken = takenOn(book, contents, 101);
  await settle();
  readings[1]?.answer([row(101, "2")]);
  expect(await taken).toBe(20_000n);
});

test("forgets the days of other contents, and what was being read of them", async () => {
  const { book, readings, contents } = await openRead();
  sell(contents, 101);
  const taken = book.find(contents, never);
  await settle();
  const others = new Contents();
  expect(await book.find(others, never)).toBeUndefined();
  readings[1]?.answer([row(101, "9")]);
  expect(await taken).toBeUndefined();
  expect(await book.find(others, never)).toBeUndefined();
});

test("a reading that fails is told to those who wait, and tried again", async () => {
  const { book, readings, contents } = await openRead();
  sell(contents, 101);
  const taken = book.find(contents, never);
  await settle();
  readings[1]?.fail(new Error("ClickHouse is away"));
  await expect(taken).rejects.toThrow("ClickHouse is away");
  const again = takenOn(book, contents, 101);
  await settle();
  readings[2]?.answer([row(101, "2")]);
  expect(await again).toBe(20_000n);
});

test("who leaves does not wait, and ends nothing for others", async () => {
  const { book, readings, contents } = await openRead();
  sell(contents, 101);
  const leaving = new AbortController();
  const left = book.find(contents, leaving.signal);
  const taken = takenOn(book, contents, 101);
  await settle();
  leaving.abort(new Error("the caller left"));
  await expect(left).rejects.toThrow("the caller left");
  readings[1]?.answer([row(101, "2")]);
  expect(await taken).toBe(20_000n);
});

test("waits for no reading of very many days, nor keeps more than it may", async () => {
  const { book, readings, contents } = await openRead();
  sell(contents, ...Array.from({ length: 50 }, (_, i) => 100 + i));
  expect(await book.find(contents, never)).toBeUndefined();
  expect(readings).toHaveLength(1); // All days were read just now.

  const small = openBook(200);
  await small.book.find(contents, never);
  small.readings[0]?.answer([row(100, "1"), row(101, "1")]);
  await settle();
  expect(await small.book.find(contents, never)).toBeUndefined();

  const grown = openBook(400);
  await grown.book.find(contents, never);
  grown.readings[0]?.answer([row(100, "1"), row(101, "1")]);
  await settle();
  sell(contents, 101);
  const taken = grown.book.find(contents, never);
  await settle();
  grown.readings[1]?.answer([row(100, "1"), row(101, "1"), row(102, "1")]);
  expect(await taken).toBeUndefined();

  const none = openBook(0);
  expect(await none.book.find(contents, never)).toBeUndefined();
  expect(none.readings).toEqual([]);
});

test("leaves alone what moved before the newest slots, of which nothing is known", async () => {
  const [contents, { book, readings }] = [new Contents(), openBook(2 ** 20, slotUnits)];
  await book.find(contents, never);
  readings[0]?.answer([row(9_600, "1"), row(9_700, "2")]);
  await settle();
  sell(contents, 50, 99);
  expect((await book.find(contents, never))?.fromUnit).toBe(9_600);
  expect(readings).toHaveLength(1);
  sell(contents, 98, 101);
  const taken = takenOn(book, contents, 9_700);
  await settle();
  expect(readings[1]?.some).toHaveLength(96);
  readings[1]?.answer([row(9_700, "5")]);
  expect(await taken).toBe(50_000n);
});

test("looks again for the newest slots of a shop that had no sales yet", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const [contents, { book, readings }] = [new Contents(), openBook(2 ** 20, slotUnits)];
  await book.find(contents, never);
  readings[0]?.answer([]);
  await settle();
  sell(contents, 100);
  expect(await book.find(contents, never)).toBeUndefined();
  expect(readings).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(await book.find(contents, never)).toBeUndefined();
  readings[1]?.answer([row(9_600, "1")]);
  await settle();
  expect(await takenOn(book, contents, 9_600)).toBe(10_000n);
});
