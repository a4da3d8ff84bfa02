import { setImmediate } from "node:timers/promises";
import { createLog, Hint } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { type Counter, Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mirror, startMirror } from "../mirror/start-mirror.ts";
import { dayAt, startOf } from "../store-days/day-numbers.ts";
import { createStoreDays } from "../store-days/store-days.ts";
import {
  categories,
  channels,
  dayMs,
  entry,
  moment,
  perform,
  products,
  write,
} from "../testing/arbitrary-writes.ts";
import { openTestStores, type TestStores } from "../testing/open-test-stores.ts";
import { recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import type { Range } from "../time/read-range.ts";
import type { Granularity } from "./granularity.ts";
import { createPostgresStore } from "./postgres-store.ts";
import type { Cycle, Dimension, Kind, RevenueFilter } from "./query.ts";
import type { Question } from "./question.ts";
import { readBreakdown } from "./read-breakdown.ts";
import { readCycle } from "./read-cycle.ts";
import { readSegments } from "./read-segments.ts";
import { readSeries } from "./read-series.ts";
import { readSummary } from "./read-summary.ts";
import { type Answer, RevenueReader } from "./revenue-reader.ts";

const seed = Number(process.env.BACKROOM_TEST_SEED ?? Date.now() % 2 ** 31);

/** It ends after so many comparisons, or after so long once a few have been made. */
const maxChecks = Number(process.env.BACKROOM_TEST_STALE_CHECKS ?? 1_500);
const usualMs = 2 * maxChecks;

const storeTimeZone = ["UTC", "Europe/Berlin", "Asia/Kathmandu"][seed % 3] ?? "UTC";
const storeDays = createStoreDays(storeTimeZone);

const filter = fc.record({
  productIds: fc.uniqueArray(fc.bigInt(1n, BigInt(products)), { maxLength: 2 }),
  categoryIds: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.bigInt(1n, BigInt(categories)).map((id) => [id]) },
  ),
  channels: fc.oneof(
    fc.constant([]),
    fc.constantFrom(...channels).map((channel) => [channel]),
  ),
  kinds: fc.oneof(
    fc.constant([]),
    fc.constantFrom<Kind[]>("SALE", "REFUND", "VOID").map((kind) => [kind]),
  ),
});
/** The first moment of the shop's day that another moment is in. */
const midnight = moment.map((ms) => startOf(storeDays, dayAt(storeDays, ms)));
/** Mostly of a few days, some from the beginning, to the end, or of all time. */
const range = fc
  .tuple(moment, fc.integer({ min: 1, max: 4 * dayMs }), fc.integer({ min: 0, max: 11 }))
  .map(([startMs, lengthMs, bounds]) => ({
    startMs: bounds % 11 === 0 ? undefined : startMs,
    endMs: bounds < 2 ? undefined : startMs + lengthMs,
  }));

const wholeDays = fc.tuple(midnight, midnight, fc.boolean()).map(([one, other, isOpen]) => ({
  startMs: isOpen ? undefined : Math.min(one, other),
  endMs: Math.max(one, other),
}));

/** A question that can be asked of both. */
interface Posed {
  readonly text: string;
  readonly ask: (isFresh: boolean) => Promise<Answer<object>>;
  readonly askLedger: () => Promise<object>;
}

function pose<About extends object>(question: Question<About, object>): Posed {
  const { ask, about } = question;
  return {
    text: print(about),
    ask: (isFresh) => reader.answer(question, isFresh, testContext()),
    askLedger: () => ask(createPostgresStore(stores.db), about, new AbortController().signal),
  };
}

const granularity = fc.constantFrom<Granularity[]>("week", "month", "year");
const dimension = fc.constantFrom<Dimension[]>("product", "category", "channel");
const cycle = fc.constantFrom<Cycle[]>("weekday", "hour");
const earlier = fc.option(
  moment.map((startMs) => ({ startMs, endMs: startMs + dayMs })),
  { nil: undefined },
);
const limit = fc.integer({ min: 2, max: 20 });
const fill = fc.constant(false);
/** What questions are made of. */
interface Ingredients {
  readonly range: fc.Arbitrary<Range>;
  readonly filter: fc.Arbitrary<RevenueFilter>;
  readonly granularity: fc.Arbitrary<Granularity>;
  readonly zone: fc.Arbitrary<string>;
  readonly dimension: fc.Arbitrary<Dimension>;
  readonly cycle: fc.Arbitrary<Cycle>;
}

const ofAnything: Ingredients = {
  range,
  filter,
  granularity,
  zone: fc.constantFrom("UTC", "Asia/Kathmandu"),
  dimension,
  cycle,
};
/** What is answered from days in memory once they are known. */
const ofDays: Ingredients = {
  range: wholeDays,
  filter: filter.map((all) => ({ ...all, productIds: [], categoryIds: [] })),
  granularity,
  zone: fc.constant(storeTimeZone),
  dimension: fc.constant("channel"),
  cycle: fc.constant("weekday"),
};

const makeQuestions = ({ range, filter, granularity, zone, dimension, cycle }: Ingredients) =>
  fc.oneof(
    fc
      .record({ range, filter, granularity, zone, fill })
      .map((about) => pose({ about, ask: readSeries })),
    fc
      .record({ range, filter, granularity, zone, fill, dimension, limit })
      .map((about) => pose({ about, ask: readSegments })),
    fc
      .record({ range, filter, dimension, limit, earlier })
      .map((about) => pose({ about, ask: readBreakdown })),
    fc
      .record({ range, filter, zone, earlier, cycle })
      .map((about) => pose({ about, ask: readCycle })),
    fc.record({ range, filter, zone, earlier }).map((about) => pose({ about, ask: readSummary })),
  );

let stores: TestStores;
let mirror: Mirror;
let reader: RevenueReader;
const registry = new Registry();

beforeAll(async () => {
  stores = await openTestStores();
  await recordCatalogue(stores.pool, { categories, products });
  const history = fc.sample(entry, { numRuns: 500, seed }).filter(({ kind }) => kind !== "VOID");
  await recordEntries(stores.pool, history);
  const log = createLog("test", "silent");
  const { postgresUrl, clickhouseUrl, clickhouse, pool } = stores;
  const shared = { log, registry, storeTimeZone };
  mirror = startMirror({ ...shared, postgresUrl, clickhouseUrl, hint: new Hint(), pollMs: 20 });
  reader = new RevenueReader({ ...shared, clickhouse, pool, mirror, maxCacheBytes: 2 ** 24 });
  await mirror.waitUntilFresh(AbortSignal.timeout(60_000));
  console.info(`seed ${seed}: BACKROOM_TEST_SEED=${seed} repeats the writes and questions`);
});
afterAll(async () => {
  await mirror?.stop();
  await stores?.close();
});

/** Asks again for as long as too much is asked. */
async function askPatiently({ ask }: Posed, isFresh: boolean): Promise<Answer<object>> {
  for (;;) {
    const answer = await ask(isFresh).catch((error: unknown) => ConnectError.from(error));
    if (!(answer instanceof ConnectError)) return answer;
    if (answer.code !== Code.ResourceExhausted) throw answer;
  }
}

async function readCounter(name: string, label: string): Promise<number> {
  const { values } = await (registry.getSingleMetric(name) as Counter).get();
  return values.find(({ labels }) => Object.values(labels).includes(label))?.value ?? 0;
}

test("no answer lacks what was committed before it was asked for", async () => {
  const questions = [
    ...fc.sample(makeQuestions(ofAnything), { numRuns: 45, seed }),
    ...fc.sample(makeQuestions(ofDays), { numRuns: 15, seed }),
  ];
  const random = fc.sample(fc.nat(), { numRuns: 10_000, seed });
  const pick = (i: number) => questions[(random[i % random.length] ?? 0) % questions.length];
  const untilMs = performance.now() + usualMs;
  let isOver = false;
  let checkCount = 0;

  /** Asks now and then without a wish, so that answers are kept at any moment of the mirror's work. */
  async function ask(lane: number): Promise<void> {
    for (let i = lane * 1_000; !isOver; i++) {
      const question = pick(i);
      if (question) await askPatiently(question, false);
      await setImmediate();
    }
  }

  /** Asks for all that was committed, and compares, unless something is written meanwhile that counts. */
  async function check(question: Posed, isAlone: boolean): Promise<void> {
    const before = isAlone ? undefined : await question.askLedger();
    const answer = await askPatiently(question, true);
    const after = await question.askLedger();
    if (before && print(before) !== print(after)) return;
    expect(answer.value, question.text).toEqual(after);
    if (answer.source === Source.CLICKHOUSE) checkCount++;
  }

  /** Compares while others write. */
  async function compare(lane: number): Promise<void> {
    for (let i = lane * 1_000; !isOver; i++) {
      const question = pick(i);
      if (question) await check(question, false);
      await setImmediate();
    }
  }

  async function writeAll(): Promise<void> {
    try {
      const writes = fc.sample(write, { numRuns: 2_000, seed });
      for (const [i, one] of writes.entries()) {
        await perform(stores.pool, one);
        const some = Array.from({ length: 16 }, (_, n) => pick(17 * i + n));
        await Promise.all(some.map((question) => question && check(question, true)));
        const hits = await readCounter("backroom_revenue_cache_lookups_total", "hit");
        const byDays = await readCounter("backroom_revenue_cache_lookups_total", "days");
        const moves = await readCounter("backroom_revenue_cache_removals_total", "moved");
        const isEnough = hits >= 50 && byDays >= 20 && moves >= 20 && i >= 10;
        if (isEnough && (checkCount >= maxChecks || performance.now() > untilMs)) return;
      }
      expect.unreachable("too little was answered from memory");
    } finally {
      console.info(`${checkCount} answers compared`);
      isOver = true;
    }
  }

  await Promise.all([writeAll(), ask(1), compare(2)]);
}, 300_000);

function print(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? `${part}` : part));
}
