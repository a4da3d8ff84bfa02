import { type CallContext, createLog, Hint } from "@backroom/kit";
import { Against, Source, type WatchRevenueResponse } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startMirror } from "../mirror/start-mirror.ts";
import type { Summary } from "../revenue/read-summary.ts";
import { SummaryFeed } from "../revenue/summary-feed.ts";
import { type Entry, recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";

type Stream = AsyncIterator<WatchRevenueResponse>;

let revenue: Awaited<ReturnType<typeof startRevenue>>;
let leave: AbortController;
beforeAll(async () => {
  revenue = await startRevenue();
  await recordCatalogue(revenue.stores.pool, { categories: 2, products: 4 });
});
beforeEach(() => {
  leave = new AbortController();
});
afterEach(() => leave.abort());
afterAll(() => revenue?.close());

const sale: Entry = {
  kind: "SALE",
  productId: 1,
  channel: "web",
  quantity: 1,
  amount: "10",
  date: "2024-02-10T10:00:00Z",
};
const february = { startDate: "2024-02-01", endDate: "2024-02-29", against: Against.NONE };

const record = (...entries: Entry[]) => recordEntries(revenue.stores.pool, entries);

/** Reads until a message's net revenue is so much, and answers that message's summary. */
async function readUntil(stream: Stream, amount: string) {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) throw new Error("the stream has ended");
    const { summary } = value as WatchRevenueResponse;
    if (summary?.current?.revenue === amount) return summary;
  }
}

/** Begins to watch; the first summary has come. */
async function begin(request: Parameters<typeof revenue.watch>[0] = february) {
  const stream = revenue.watch(request, leave.signal);
  const { value } = await stream.next();
  return { stream, first: (value as WatchRevenueResponse).summary };
}

test("tells the summary at once, and again after sales, refunds, voids and changes of the catalogue", async () => {
  const { stream, first } = await begin({ ...february, categoryId: [1n] });
  expect(first?.current).toMatchObject({ revenue: "0.00", sales: 0n });
  await record(sale);
  expect((await readUntil(stream, "10.00")).current).toMatchObject({
    sales: 1n,
    averageSale: "10.00",
  });
  await record(
    { ...sale, amount: "7", productId: 2 },
    { ...sale, kind: "REFUND", quantity: -1, amount: "-2" },
  );
  await readUntil(stream, "8.00");
  await revenue.stores.pool.query(
    "update sales.product set category_id = 1, version = version + 1, xid = pg_current_xact_id() where id = 2",
  );
  await readUntil(stream, "15.00");
  await record({ ...sale, kind: "VOID", quantity: -1, amount: "-10" });
  expect((await readUntil(stream, "5.00")).current).toMatchObject({ sales: 1n });
});

test("all who watch the same share one query a change", async () => {
  const request = { ...february, startDate: "2024-02-02", productId: [3n] };
  const streams = await Promise.all([1, 2, 3].map(() => begin(request)));
  let asked = 0;
  revenue.proxy.treat = (statement) => {
    if (statement.includes("argMax(local_day")) asked++;
    return "pass";
  };
  await record({ ...sale, productId: 3 });
  for (const { stream } of streams) await readUntil(stream, "10.00");
  expect(asked).toBeLessThan(streams.length);
});

test("a slow reader misses what lay in between", async () => {
  const request = { ...february, productId: [4n], channel: ["slow"] };
  const { stream } = await begin(request);
  for (let i = 1; i <= 3; i++) {
    await record({ ...sale, productId: 4, channel: "slow", amount: "1" });
    await revenue.mirror.waitUntilFresh(AbortSignal.timeout(60_000));
  }
  const { stream: other, first } = await begin(request);
  if (first?.current?.revenue !== "3.00") await readUntil(other, "3.00");
  const { value } = await stream.next();
  expect((value as WatchRevenueResponse).summary?.current?.revenue).toBe("3.00");
});

test("goes on from the ledger while ClickHouse is away, and from ClickHouse when it is back", async () => {
  const { stream } = await begin({ ...february, channel: ["kiosk"] });
  revenue.proxy.treat = () => "drop";
  try {
    await record({ ...sale, channel: "kiosk" });
    expect((await readUntil(stream, "10.00")).source).toBe(Source.POSTGRESQL);
  } finally {
    revenue.proxy.treat = () => "pass";
  }
  await record({ ...sale, channel: "kiosk", amount: "1" });
  await readUntil(stream, "11.00");
  for (let amount = 12; ; amount++) {
    await record({ ...sale, channel: "kiosk", amount: "1" });
    if ((await readUntil(stream, `${amount}.00`)).source === Source.CLICKHOUSE) break;
  }
});

test("one caller may watch so many, and another one goes on when one is left", async () => {
  const one = new AbortController();
  const left = revenue.watch(february, one.signal);
  await left.next();
  await begin();
  await begin();
  await expect(begin()).rejects.toMatchObject({ code: Code.ResourceExhausted });
  const end = left.next();
  one.abort();
  await end.catch(() => undefined);
  await begin();
});

test("refuses what GetSummary refuses", async () => {
  const refusal = await begin({ startDate: "2024-13-01" }).catch(ConnectError.from);
  expect(refusal).toMatchObject({ code: Code.InvalidArgument });
});

test("says again how it is when nothing changes, and ends when nothing can be said for as long", async () => {
  let asOfMs = 0;
  let isBroken = false;
  const sums = { gross: 0n, refunds: 0n, units: 0n, sales: 0n };
  const value: Summary = {
    current: { sums, bestDay: undefined },
    earlier: undefined,
    window: undefined,
  };
  const filter = { productIds: [], categoryIds: [], channels: [], kinds: [] };
  const request = { zone: "UTC", range: {}, earlier: undefined, filter };
  const reader = {
    answer: async () => {
      if (isBroken) throw new ConnectError("too many ask", Code.ResourceExhausted);
      return { value, asOfMs: ++asOfMs, source: Source.CLICKHOUSE };
    },
  };
  const feed = new SummaryFeed(
    request,
    { name: "test" },
    {
      reader: reader as never,
      changed: new Hint(),
      stopping: leave.signal,
      keepAliveMs: 1,
      restMs: 1,
      ledgerRestMs: 1,
    },
  );
  const stream = feed.watch(leave.signal);
  const seen: unknown[] = [];
  while (seen.length < 3) seen.push((await stream.next()).value?.asOfMs);
  expect(new Set(seen).size).toBeGreaterThan(1);
  isBroken = true;
  await expect(
    (async () => {
      for (;;) await stream.next();
    })(),
  ).rejects.toMatchObject({ code: Code.ResourceExhausted });
  expect(feed.isOver).toBe(true);
});

test("a question that nobody answers in time is given up, and its watchers are told", async () => {
  const reader = {
    answer: (_question: unknown, _fresh: boolean, { signal }: CallContext) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
  };
  const feed = new SummaryFeed(
    february as never,
    { name: "test" },
    { reader: reader as never, changed: new Hint(), stopping: leave.signal, maxAnswerMs: 1 },
  );
  await expect(feed.watch(leave.signal).next()).rejects.toMatchObject({ name: "TimeoutError" });
});

test("a process that does not mirror itself is told of changes too", async () => {
  const other = startMirror({
    postgresUrl: revenue.stores.postgresUrl,
    clickhouseUrl: revenue.stores.clickhouseUrl,
    hint: new Hint(),
    log: createLog("test", "silent"),
    registry: new Registry(),
  });
  try {
    await other.waitUntilFresh(AbortSignal.timeout(60_000));
    const before = other.contents();
    let isTold = false;
    void other.changed.wait(600_000, leave.signal).then(() => {
      isTold = true;
    });
    await record({ ...sale, channel: "far" });
    await expect.poll(() => other.contents()).not.toBe(before);
    expect(isTold).toBe(true);
  } finally {
    await other.stop();
  }
});

test("a watcher that leaves ends the stream, and all are told when the service stops", async () => {
  const one = new AbortController();
  const left = revenue.watch(february, one.signal);
  await left.next();
  const { stream } = await begin();
  const next = left.next();
  one.abort();
  expect(await next).toMatchObject({ done: true });
  const outcome = expect(
    (async () => {
      for (;;) await stream.next();
    })(),
  ).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "the sales service is stopping" });
  revenue.stopping.abort();
  await outcome;
});
