import { formatDecimal, parseDecimal } from "@backroom/kit";
import { Dimension, Granularity, Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { ExportFormat, Kind, type Sale } from "@backroom/proto/sales/v1/sales_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, expect, test, vi } from "vitest";
import {
  granularities,
  isNothing,
  labelOf,
  type ModelFilter,
  type ModelRow,
  pickRows,
  readSums,
  sumBy,
  sumRows,
} from "../testing/ledger-model.ts";
import { startSales } from "../testing/start-sales.ts";

const seed = Number(process.env.BACKROOM_TEST_SEED ?? 20_251_121);
const sales = await startSales();
/** Waits until the mirror holds everything; what is asked then is answered from it. */
async function waitForMirror(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { source } = await sales.ask("getRevenue", { fresh: true });
      expect(source).toBe(Source.CLICKHOUSE);
    },
    { timeout: 60_000 },
  );
}
await waitForMirror();
const ledger = await sales.startAnother("http://127.0.0.1:9"); // no ClickHouse there
afterAll(async () => {
  await ledger.close();
  await sales.stop();
});

const channels = ["web", "shop", "market"];
for (const id of [1n, 2n, 3n]) sales.catalogue.categories.set(id, `Category ${id}`);
for (let id = 1n; id <= 7n; id++) {
  sales.catalogue.put(id, { categoryId: (id % 3n) + 1n, price: "3.3333" });
}
/** Fails unless the service knows of every product where it now belongs. */
const knowCatalogue = async () => {
  const { rowCount } = await sales.pool.query(
    "select from sales.product where category_id = id % 3 + 1",
  );
  expect(rowCount).toBe(7);
};
await vi.waitFor(knowCatalogue, { timeout: 30_000 });
const rows: ModelRow[] = [];

/** The name of what a row is. */
function nameKind({ kind }: Sale): ModelRow["kind"] {
  if (kind === Kind.REFUND) return "REFUND";
  return kind === Kind.VOID ? "VOID" : "SALE";
}

/** Keeps a row in the model as it was answered. */
function keep(sale: Sale | undefined): void {
  if (!sale?.saleDate) throw new Error("a row was answered without its date");
  const { id, productId, categoryId, channel, quantity, totalAmount } = sale;
  const kind = nameKind(sale);
  const units = parseDecimal(totalAmount);
  const dateMs = timestampMs(sale.saleDate);
  rows.push({ id, kind, productId, categoryId, channel, quantity, units, dateMs });
}

const dateMs = fc.oneof(
  fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2024, 11, 31) }),
  fc.integer({ min: Date.UTC(1999, 11, 25), max: Date.UTC(2000, 0, 5) }),
  fc.integer({ min: 0, max: 730 }).map((day) => Date.UTC(2023, 0, 1) + day * 86_400_000),
);
const sale = fc.record({
  productId: fc.bigInt(1n, 7n),
  channel: fc.constantFrom(...channels),
  quantity: fc.integer({ min: 1, max: 9 }),
  totalAmount: fc.bigInt(0n, 1_000_000n).map(formatDecimal),
  saleDate: dateMs.map((ms) => new Date(ms).toISOString()),
});

/** Records some sales, gives some of all sales back in other periods, and voids others. */
async function trade(round: number): Promise<void> {
  const batch = fc.sample(sale, { numRuns: 120, seed: seed + round });
  const { results } = await sales.call("recordSales", { sales: batch });
  for (const { result } of results) {
    keep(result.case === "sale" ? result.value : undefined);
  }
  const sold = rows.filter(({ kind }) => kind === "SALE");
  const choices = fc.record({
    which: fc.integer({ min: 0, max: sold.length - 1 }),
    quantity: fc.integer({ min: 0, max: 3 }),
    days: fc.integer({ min: 0, max: 700 }),
    isVoid: fc.boolean(),
  });
  for (const choice of fc.sample(choices, { numRuns: 40, seed: seed + round })) {
    const { id: saleId = 0n, dateMs: soldMs = 0 } = sold[choice.which] ?? {};
    const saleDate = new Date(soldMs + choice.days * 86_400_000).toISOString();
    const { quantity } = choice;
    const given = choice.isVoid
      ? sales.call("voidSale", { saleId })
      : sales.call("refundSale", { saleId, ...(quantity > 0 && { quantity }), saleDate });
    await given.then(
      ({ sale: row }) => keep(row),
      () => undefined,
    ); // Some have nothing left.
  }
}

const filter: fc.Arbitrary<ModelFilter> = fc
  .record({
    window: fc.option(fc.tuple(dateMs, dateMs)),
    productId: fc.option(fc.bigInt(1n, 7n), { nil: undefined, freq: 2 }),
    categoryId: fc.option(fc.bigInt(1n, 3n), { nil: undefined, freq: 2 }),
    channel: fc.option(fc.constantFrom(...channels), { nil: undefined, freq: 2 }),
  })
  .map(({ window, ...where }) => ({
    startMs: window ? Math.min(...window) : undefined,
    endMs: window ? Math.max(...window) : undefined,
    ...where,
  }));

/** A filter as lists and exports take it. */
function toRequest({ startMs, endMs, ...where }: ModelFilter) {
  const print = (ms: number | undefined) => (ms === undefined ? ms : new Date(ms).toISOString());
  return { startDate: print(startMs), endDate: print(endMs), ...where };
}

/** A filter as questions about revenue take it. */
function toQuestion({ productId, categoryId, channel }: ModelFilter) {
  const list = <T>(value: T | undefined) => (value === undefined ? [] : [value]);
  return { productId: list(productId), categoryId: list(categoryId), channel: list(channel) };
}

/** Asks both stores about revenue, and compares every sum with the model's. */
async function expectRevenue(where: ModelFilter, grain: (typeof granularities)[number]) {
  const { startDate, endDate } = toRequest(where);
  const question = toQuestion(where);
  const picked = pickRows(rows, where);
  const series = sumBy(picked, (row) => labelOf(row.dateMs, grain));
  const groupBy = Granularity[grain.toUpperCase() as keyof typeof Granularity];
  const keys = [
    [Dimension.PRODUCT, (row: ModelRow) => String(row.productId)],
    [Dimension.CATEGORY, (row: ModelRow) => String(row.categoryId)],
    [Dimension.CHANNEL, (row: ModelRow) => row.channel],
  ] as const;
  for (const [ask, source] of [
    [sales.ask, Source.CLICKHOUSE],
    [ledger.ask, Source.POSTGRESQL],
  ] as const) {
    const about = { ...question, startDate, endDate };
    const { points, source: from } = await ask("getRevenue", { ...about, groupBy, fill: false });
    expect(from).toBe(source);
    const found = points.map((point) => [point.period, readSums(point)] as const);
    expect(found.filter(([, sums]) => !isNothing(sums))).toEqual(series);
    for (const [by, keyOf] of keys) {
      const { items, total } = await ask("breakdownRevenue", { ...about, by, limit: 1000 });
      if (total) expect(readSums(total)).toEqual(sumRows(picked));
      const sums = items.map((item) => [item.key, readSums(item)] as const);
      const some = sums.filter(([, taken]) => !isNothing(taken));
      expect(some.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(sumBy(picked, keyOf));
    }
    const [start1, end1] = ["2023-01-01", "2023-12-31"];
    const [start2, end2] = ["1999-12-01", "2024-06-30"];
    const ranges = { start1, end1, start2, end2, groupBy: Granularity.MONTH };
    const { totals } = await ask("compareRevenue", { ...question, ...ranges });
    const within = (start: string, end: string) => ({
      ...where,
      startMs: Date.parse(start),
      endMs: Date.parse(end) + 86_399_999,
    });
    const wanted = [within(start1, end1), within(start2, end2)];
    const [range1, range2] = wanted.map((range) => sumRows(pickRows(rows, range)));
    if (totals?.range1) expect(readSums(totals.range1)).toEqual(range1);
    if (totals?.range2) expect(readSums(totals.range2)).toEqual(range2);
  }
}

/** Reads a list to its end and both forms of its export, and compares every row with the model's. */
async function expectRows(where: ModelFilter): Promise<void> {
  const request = toRequest(where);
  const picked = pickRows(rows, where);
  const listed: Sale[] = [];
  let pageToken = "";
  do {
    const page = await sales.call("listSales", { ...request, limit: 97, pageToken });
    expect(page.total).toBe(BigInt(picked.length));
    listed.push(...page.items);
    pageToken = page.nextPageToken;
  } while (pageToken);
  const cells = (row: ModelRow) => [
    String(row.id),
    row.kind,
    String(row.quantity),
    formatDecimal(row.units),
  ];
  const wanted = picked.map(cells);
  const fromList = listed.map((row) => [
    String(row.id),
    nameKind(row),
    String(row.quantity),
    row.totalAmount,
  ]);
  expect(fromList.toReversed()).toEqual(wanted);
  const read = async (format: ExportFormat) =>
    (await sales.download({ ...request, format })).map(({ text }) => text).join("");
  const records: Record<string, string>[] = parse(await read(ExportFormat.CSV), { columns: true });
  const columns = ["id", "kind", "quantity", "total_amount"];
  expect(records.map((record) => columns.map((name) => record[name]))).toEqual(wanted);
  const lines = (await read(ExportFormat.NDJSON)).split("\n").filter(Boolean);
  const member = (line: string, name: string) => new RegExp(`"${name}":"?([^",]*)`).exec(line)?.[1];
  expect(lines.map((line) => columns.map((name) => member(line, name)))).toEqual(wanted);
}

test.each([1, 2, 3])(
  "lists, exports and revenue of both stores say the same right after sales, refunds and voids, %i",
  async (round) => {
    await trade(round);
    await waitForMirror();
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(3);
    await fc.assert(
      fc.asyncProperty(filter, fc.constantFrom(...granularities), async (where, grain) => {
        const { startMs = 0, endMs = Number.POSITIVE_INFINITY } = where;
        fc.pre(grain !== "hour" || endMs - startMs < 300 * 86_400_000);
        await expectRevenue(where, grain);
        await expectRows(where);
      }),
      { numRuns: 3, seed: seed + round },
    );
  },
  240_000,
);
