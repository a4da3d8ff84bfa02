import { testContext } from "@backroom/kit/testing";
import { ExportFormat } from "@backroom/proto/sales/v1/sales_pb";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { inTransaction } from "../ledger/in-transaction.ts";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, catalogue, refusalOf } = sales;

catalogue.put(1n, { name: 'The "big", bear\nof 2025', sku: undefined });
const count = 4_500;
const sale = (index: number) => ({
  productId: 1n,
  quantity: 1 + (index % 7),
  price: `${index % 100}.0${index % 10}`,
  saleDate: new Date(Date.UTC(2025, 0, 1) + (index % 100) * 3_600_000).toISOString(),
});
for (let from = 0; from < count; from += 900) {
  const batch = Array.from({ length: 900 }, (_, index) => sale(from + index));
  await call("recordSales", { sales: batch, allOrNothing: true });
}
const sums = (
  await sales.pool.query(
    "select sum(total_amount)::text as amount, sum(quantity) as quantity from sales.sale",
  )
).rows[0];

test("exports every row as CSV, oldest first, equal to the ledger", async () => {
  const pieces = await sales.download({});
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.every(({ contentType }) => contentType === "text/csv; charset=utf-8")).toBe(true);
  const text = pieces.map(({ text: piece }) => piece).join("");
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(count);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
  expect(rows[0]).toMatchObject({
    kind: "SALE",
    product_name: 'The "big", bear\nof 2025',
    sku: "",
    sale_date: "2025-01-01T00:00:00Z",
  });
  const order = rows.map((row) => `${row.sale_date} ${row.id?.padStart(9, "0")}`);
  expect(order).toEqual(order.toSorted());
  const total = rows.reduce(
    (sum, row) => sum + BigInt(row.total_amount?.replace(".", "") ?? ""),
    0n,
  );
  expect(`${total / 100n}.${String(total % 100n).padStart(2, "0")}00`).toBe(sums.amount);
});

test("exports NDJSON with exact numbers and local times", async () => {
  const pieces = await sales.download({
    format: ExportFormat.NDJSON,
    endDate: "2025-01-01T00:00:00Z",
    timeZone: "Asia/Kathmandu",
  });
  const lines = pieces
    .map(({ text }) => text)
    .join("")
    .trimEnd()
    .split("\n");
  expect(lines).toHaveLength(45);
  expect(lines[0]).toMatch(
    /"price":0\.00,"total_amount":0\.00,"sale_date":"2025-01-01T05:45:00\+05:45"/,
  );
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ kind: "SALE", sku: null, refund_of: null });
});

test("exports a header even when nothing matches", async () => {
  const pieces = await sales.download({ channel: "nowhere" });
  expect(pieces.map(({ text }) => text)).toEqual([
    "id,kind,product_id,sku,product_name,category_id,category,channel,quantity,price,total_amount,sale_date,order_ref,idempotency_key,refund_of,reason,recorded_at,recorded_by\r\n",
  ]);
  const lines = await sales.download({ channel: "nowhere", format: ExportFormat.NDJSON });
  expect(lines).toEqual([{ contentType: "application/x-ndjson", text: "" }]);
});

test("exports the products that a category had when it began", async () => {
  catalogue.categories.set(2n, "Books");
  catalogue.put(2n, { categoryId: 2n });
  await call("recordSales", { sales: [{ productId: 2n, quantity: 1, price: "1" }] });
  const pieces = await sales.download({ category: "books", format: ExportFormat.NDJSON });
  expect(pieces.map(({ text }) => JSON.parse(text).product_id)).toEqual([2]);
  let rows = 0;
  for await (const { text } of sales.stream({ category: "toys", format: ExportFormat.NDJSON })) {
    rows += text.split("\n").length - 1;
    await sales.pool.query("update sales.product set category_id = 2");
  }
  await sales.pool.query("update sales.product set category_id = 1 where id = 1");
  expect(rows).toBe(count);
});

test("shows the ledger at one moment while others write", async () => {
  let rows = 0;
  for await (const { text } of sales.stream({ format: ExportFormat.NDJSON })) {
    rows += text.split("\n").length - 1;
    await call("recordSales", { sales: [{ productId: 1n, quantity: 1, saleDate: "2025-12-31" }] });
  }
  expect(rows).toBe(count + 1);
});

test("stops when the reader leaves", async () => {
  const abort = new AbortController();
  const context = { ...testContext(), signal: abort.signal };
  let pieces = 0;
  const reading = (async () => {
    for await (const _piece of sales.stream({}, context)) {
      pieces++;
      abort.abort();
    }
  })();
  expect(await refusalOf(reading)).toContain("Canceled");
  expect(pieces).toBe(1);
});

test("refuses a bad filter before anything is written", async () => {
  expect(await refusalOf(sales.download({ productId: 404n }))).toContain("NotFound product_id: ");
  expect(await refusalOf(sales.download({ timeZone: "Mars" }))).toContain(
    "InvalidArgument time_zone",
  );
});

test("ends the statement in the database when the reader leaves", async () => {
  const abort = new AbortController();
  /** How many pages of an export wait for a lock. */
  const countWaiting = async () => {
    const { rows } = await sales.pool.query(
      `select from pg_stat_activity where datname = current_database()
        and wait_event_type = 'Lock' and query like '%as sale_date_text from sales.sale s%'`,
    );
    return rows.length;
  };
  await inTransaction(sales.pool, async (client) => {
    await client.query("lock table sales.product in access exclusive mode");
    const context = { ...testContext(), signal: abort.signal };
    const refusal = refusalOf(Array.fromAsync(sales.stream({}, context)));
    await expect.poll(countWaiting, { timeout: 30_000 }).toBe(1);
    abort.abort();
    expect(await refusal).toContain("Canceled");
    await expect.poll(countWaiting, { timeout: 30_000 }).toBe(0);
  });
  expect(await sales.download({ channel: "nowhere" })).toHaveLength(1);
});

test("holds no snapshot while the reader is slow", async () => {
  const reader = sales.stream({});
  await reader.next();
  const { rows } = await sales.pool.query(
    `select query from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and state <> 'idle' and query like '%sales.sale s%'`,
  );
  expect(rows).toEqual([]);
  await reader.return(undefined);
});

test("writes any text so that a reader of CSV or JSON finds it again", async () => {
  const awkward = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', ",", ";", "\r", "\n", "\t", "'", "=", "+", "-", "@", " ", "\\"),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 12,
  });
  const texts = fc
    .sample(awkward, { numRuns: 100, seed: 7 })
    .map((text) => text.replaceAll("\0", "").toWellFormed());
  const given = texts.filter((text) => text.length > 0);
  await sales.pool.query(
    `insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, reason, recorded_by)
     select 'SALE', 1, 'awkward', 1, 1, 1, timestamptz '2025-01-01' + place * interval '1 ms', text, 'test'
     from unnest($1::text[]) with ordinality as given (text, place)`,
    [given],
  );
  const read = async (format: ExportFormat) =>
    (await sales.download({ channel: "awkward", format })).map(({ text }) => text).join("");
  const records: { reason: string }[] = parse(await read(ExportFormat.CSV), { columns: true });
  expect(records.map(({ reason }) => reason)).toEqual(given);
  const lines = (await read(ExportFormat.NDJSON)).split("\n").filter(Boolean);
  expect(lines.map((line) => JSON.parse(line).reason)).toEqual(given);
});
