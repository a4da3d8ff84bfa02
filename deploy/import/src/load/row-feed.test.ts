import { type ImportRow, ImportRowSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { RowFeed } from "./row-feed.ts";

/** Makes batches of one row each, noting how many were asked for. */
function makeSource(count: number) {
  const source = { read: 0, batches: readBatches() };
  async function* readBatches(): AsyncGenerator<ImportRow[]> {
    for (let row = 1; row <= count; row += 1) {
      source.read += 1;
      yield [create(ImportRowSchema, { row: BigInt(row) })];
    }
  }
  return source;
}

/** Takes the next batch of a stream, as the number of its last row. */
async function take(stream: AsyncGenerator<readonly ImportRow[]>): Promise<bigint | undefined> {
  const { value } = await stream.next();
  return value?.at(-1)?.row;
}

test("feeds a second stream what the first did not settle, reading each row once", async () => {
  const source = makeSource(5);
  const feed = new RowFeed(source.batches, 0n);
  const first = feed.send();
  expect([await take(first), await take(first), await take(first)]).toEqual([1n, 2n, 3n]);
  feed.settle(1n);
  const second = feed.send();
  const rows = [];
  for await (const batch of second) rows.push(batch.at(-1)?.row);
  expect(rows).toEqual([2n, 3n, 4n, 5n]);
  expect(source.read).toBe(5);
  expect(await feed.hasMore()).toBe(true);
  feed.settle(5n);
  expect(await feed.hasMore()).toBe(false);
});

test("stops reading while too much is unsettled", async () => {
  const source = makeSource(100);
  const feed = new RowFeed(source.batches, 0n);
  const stream = feed.send();
  for (let row = 1n; row <= 16n; row += 1n) expect(await take(stream)).toBe(row);
  const next = take(stream);
  await new Promise(setImmediate);
  expect(source.read).toBe(16);
  feed.settle(1n);
  expect(await next).toBe(17n);
});

test("loses nothing when a stream is left while it waits for the file", async () => {
  const gate = Promise.withResolvers<void>();
  async function* readBatches() {
    yield [create(ImportRowSchema, { row: 1n })];
    await gate.promise;
    yield [create(ImportRowSchema, { row: 2n })];
  }
  const feed = new RowFeed(readBatches(), 0n);
  const first = feed.send();
  expect(await take(first)).toBe(1n);
  const waiting = take(first);
  const second = feed.send();
  expect(await take(second)).toBe(1n);
  const also = take(second);
  gate.resolve();
  expect(await Promise.all([waiting, also])).toEqual([2n, 2n]);
  expect([await take(first), await take(second)]).toEqual([undefined, undefined]);
});

test("passes over what was settled before, or elsewhere", async () => {
  const feed = new RowFeed(makeSource(4).batches, 2n);
  const stream = feed.send();
  expect(await take(stream)).toBe(3n);
  feed.settle(4n);
  expect(await take(stream)).toBe(undefined);
  expect(await feed.hasMore()).toBe(false);
});
