import { createLog, Hint } from "@backroom/kit";
import fc from "fast-check";
import { Registry } from "prom-client";
import { startMirror } from "../mirror/start-mirror.ts";
import { createClickhouseStore } from "../revenue/clickhouse-store.ts";
import { createPostgresStore } from "../revenue/postgres-store.ts";
import type { Kind, RevenueFilter } from "../revenue/query.ts";
import type { RevenueStore } from "../revenue/revenue-store.ts";
import { createStoreDays } from "../store-days/store-days.ts";
import { openTestStores, type TestStores } from "./open-test-stores.ts";
import { type Entry, recordCatalogue, recordEntries } from "./record-entries.ts";

/** Repeats a run: it is printed, and taken from BACKROOM_TEST_SEED. */
export const seed = Number(process.env.BACKROOM_TEST_SEED ?? Date.now() % 2 ** 31);

/** Instants by which a zone shows that its offset is not always of whole hours. */
const samples = [
  "1971-06-01T00:00Z",
  "2010-01-01T00:00Z",
  "2010-07-01T00:00Z",
  "2012-07-01T00:00Z",
];

/** What the shop's zone may be: among them are those in which days are hardest to tell. */
const storeZones = [
  "Europe/Berlin",
  "America/Havana",
  "Asia/Beirut",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/New_York",
  "Africa/Monrovia", // Its days once began at other times than quarters of an hour.
] as const;
/** The shop's zone. */
export const storeTimeZone = storeZones[seed % storeZones.length] ?? "UTC";

/** Zones whose clocks do odd things: all with offsets of 30, 45 or other minutes among them. */
export const zones: readonly string[] = [
  ...Array<string>(10).fill(storeTimeZone), // As most questions are asked in it.
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana", // Its midnight comes twice.
  "Asia/Beirut", // Its midnight is left out.
  "Pacific/Apia", // A whole day is left out.
  ...Intl.supportedValuesOf("timeZone").filter((zone) =>
    samples.some((sample) => {
      const { offsetNanoseconds } = Temporal.Instant.from(sample).toZonedDateTimeISO(zone);
      return offsetNanoseconds % 3_600_000_000_000 !== 0;
    }),
  ),
];
const products = 24; // More than are read one by one.
const categories = 5;
const channels = ["web", "shop", "market"];

const quarterMs = 900_000;
const earliestMs = Date.UTC(2010, 0, 1);
const latestMs = Date.UTC(2013, 0, 1);

/** The middles of units, where it is decided in which bucket a unit that an edge cuts is counted. */
const middles = (unitMs: number) =>
  fc
    .integer({ min: earliestMs / unitMs, max: latestMs / unitMs - 1 })
    .map((unit) => (unit + 0.5) * unitMs);

/** Instants of any kind: some at edges or in the middle of units, some in the nights when clocks change. */
const instantMs = fc.oneof(
  fc.integer({ min: earliestMs, max: latestMs }),
  fc
    .integer({ min: earliestMs / quarterMs, max: latestMs / quarterMs })
    .map((slot) => slot * quarterMs),
  fc
    .tuple(
      fc.constantFrom(
        "2011-12-29T10:00Z",
        "2011-12-30T10:00Z",
        "2012-03-11T06:00Z",
        "2012-11-04T05:00Z",
        "2012-03-25T01:00Z",
        "2012-04-01T05:00Z",
        "2012-10-28T01:00Z",
        "2011-04-02T15:00Z",
        "2012-09-30T00:00Z",
        "2012-03-31T15:00Z",
        "2012-10-06T15:30Z",
      ),
      fc.integer({ min: -14_400_000, max: 14_400_000 }),
    )
    .map(([night, ms]) => Date.parse(night) + ms),
  fc.integer({ min: Date.UTC(1970, 0, 3), max: Date.UTC(1972, 1, 1) }),
  fc
    .tuple(
      fc.oneof(
        middles(quarterMs),
        middles(86_400_000),
        fc.integer({ min: 0, max: 35 }).map((months) => Date.UTC(2010, months, 16)),
      ),
      fc.integer({ min: -1, max: 1 }),
    )
    .map(([middle, ms]) => middle + ms),
);

const cents = fc.integer({ min: 0, max: 10 ** 9 });

const entry: fc.Arbitrary<Entry> = fc
  .record({
    kind: fc.constantFrom("SALE", "SALE", "SALE", "REFUND", "VOID"),
    productId: fc.integer({ min: 1, max: products }),
    channel: fc.constantFrom(...channels),
    quantity: fc.integer({ min: 1, max: 1000 }),
    units: cents,
    ms: instantMs,
  })
  .map(({ kind, productId, channel, quantity, units, ms }) => ({
    kind: kind as Entry["kind"],
    productId,
    channel,
    quantity: kind === "SALE" ? quantity : -quantity,
    amount: `${kind === "SALE" ? "" : "-"}${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, "0")}`,
    date: new Date(ms).toISOString(),
  }));

/** Any filter. */
export const filter: fc.Arbitrary<RevenueFilter> = fc.record({
  productIds: fc.oneof(
    fc.constant([]),
    fc.uniqueArray(fc.bigInt(1n, BigInt(products)), { maxLength: 3 }),
    fc.uniqueArray(fc.bigInt(1n, BigInt(products)), { minLength: 18, maxLength: products }),
  ),
  categoryIds: fc.oneof(
    fc.constant([]),
    fc.uniqueArray(fc.bigInt(1n, BigInt(categories)), { maxLength: 3 }),
  ),
  channels: fc.oneof(
    fc.constant([]),
    fc.uniqueArray(fc.constantFrom(...channels), { maxLength: 2 }),
  ),
  kinds: fc.oneof(
    fc.constant([]),
    fc.uniqueArray(fc.constantFrom<Kind>("SALE", "REFUND", "VOID"), { maxLength: 3 }),
  ),
});

/** A range between two instants of any kind. */
export const window = fc
  .tuple(instantMs, instantMs)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ startMs: Math.min(one, other), endMs: Math.max(one, other) }));

/** A ledger of random entries in both stores, and what answers from each. */
export interface RandomLedger extends TestStores {
  readonly both: readonly (readonly [name: string, store: RevenueStore])[];
}

/** Fills a ledger with 3,000 random entries and waits until the mirror holds them. */
export async function openRandomLedger(): Promise<RandomLedger> {
  const stores = await openTestStores();
  await recordCatalogue(stores.pool, { categories, products });
  const entries = fc.sample(entry, { numRuns: 3_000, seed });
  await recordEntries(
    stores.pool,
    entries.filter(({ kind }) => kind !== "VOID"),
  );
  await recordEntries(
    stores.pool,
    entries.filter(({ kind }) => kind === "VOID"),
  );
  const mirror = startMirror({
    postgresUrl: stores.postgresUrl,
    clickhouseUrl: stores.clickhouseUrl,
    hint: new Hint(),
    log: createLog("test", "silent"),
    registry: new Registry(),
    storeTimeZone,
    maxBatchRows: 500,
  });
  await mirror.waitUntilFresh(AbortSignal.timeout(55_000));
  await mirror.stop();
  console.info(
    `seed ${seed}, a shop in ${storeTimeZone}: BACKROOM_TEST_SEED=${seed} repeats this run`,
  );
  const both = [
    ["ClickHouse", createClickhouseStore(stores.clickhouse, createStoreDays(storeTimeZone))],
    ["PostgreSQL", createPostgresStore(stores.db)],
  ] as const;
  return { ...stores, both };
}
