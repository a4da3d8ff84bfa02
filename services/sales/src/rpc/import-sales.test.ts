import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { afterAll, expect, test } from "vitest";
import { startSales, type UploadMessage } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, upload, catalogue, pool } = sales;

/** Makes messages of rows `from` to `to` of an import, so many a message. */
function* messages(importId: string, from: number, to: number, aMessage = 100, keyed = false) {
  for (let first = from; first <= to; first += aMessage) {
    const length = Math.min(aMessage, to - first + 1);
    const rows = Array.from({ length }, (_, index) => {
      const row = first + index;
      const idempotencyKey = keyed ? `key-${row}` : undefined;
      const sale = {
        productId: 1n,
        quantity: 1,
        price: "2.00",
        orderRef: `${row}`,
        historical: true,
      };
      return { row: BigInt(row), sale: { ...sale, channel: importId, idempotencyKey } };
    });
    yield { importId, rows } satisfies UploadMessage;
  }
}

/** What the ledger holds of a channel: how many rows, and how many different. */
async function countRows(channel: string) {
  const { rows } = await pool.query(
    "select count(*)::integer as rows, count(distinct order_ref)::integer as different from sales.sale where channel = $1",
    [channel],
  );
  return rows[0];
}

test("adds rows and says how far it has come", async () => {
  const answer = await upload(messages("plain", 1, 2_500, 1_000));
  expect(answer).toMatchObject({
    importId: "plain",
    position: 2_500n,
    added: 2_500n,
    unchanged: 0n,
    refused: 0n,
    recordedBy: "test",
  });
  expect(await countRows("plain")).toEqual({ rows: 2_500, different: 2_500 });
  expect((await call("getImport", { importId: "plain" })).import).toEqual(answer);
});

test("records a row as RecordSale would", async () => {
  catalogue.put(2n, { sku: "DUCK", price: "3.50" });
  await upload([
    {
      importId: "alike",
      rows: [
        {
          row: 1n,
          sale: { sku: "BEAR", quantity: 2, saleDate: "2024-05-18", timeZone: "Europe/Berlin" },
        },
        { row: 5n, sale: { sku: "DUCK", quantity: 3, totalAmount: "10.00", orderRef: "o-1" } },
        { row: 6n, sale: { productId: 2n, quantity: 3, price: "4", totalAmount: "11.99" } },
        { row: 9n, kind: Kind.REFUND, sale: { productId: 2n, quantity: 2, price: "4" } },
      ],
    },
  ]);
  const { items } = await call("listSales", { channel: "default" });
  const found = items;
  expect(
    found
      .map(({ kind, sku, quantity, price, totalAmount }) => [
        kind,
        sku,
        quantity,
        price,
        totalAmount,
      ])
      .sort(),
  ).toEqual([
    [Kind.SALE, "BEAR", 2, "19.99", "39.98"],
    [Kind.SALE, "DUCK", 3, "3.3333", "10.00"],
    [Kind.SALE, "DUCK", 3, "4.00", "11.99"],
    [Kind.REFUND, "DUCK", -2, "4.00", "-8.00"],
  ]);
  expect(found.find(({ sku }) => sku === "BEAR")?.saleDate?.seconds).toBe(
    BigInt(Date.UTC(2024, 4, 17, 22) / 1000),
  );
});

test("refuses bad rows, says why, and adds the others", async () => {
  await call("recordSale", { productId: 1n, quantity: 1, idempotencyKey: "taken" });
  const good = { productId: 1n, quantity: 1, historical: true, channel: "dirty" };
  const rows: [Partial<typeof good> & object, string][] = [
    [{ ...good, quantity: 0 }, "quantity: "],
    [{ ...good, productId: 404n }, "product_id: there is no product 404"],
    [
      { productId: undefined, sku: "NONE", quantity: 1 } as object,
      'sku: there is no product with the SKU "NONE"',
    ],
    [{ ...good, price: "1.23456" }, "price: "],
    [{ ...good, saleDate: "yesterday" }, "sale_date: "],
    [{ ...good, price: "1", totalAmount: "2" }, "total_amount: must not be above"],
    [{ ...good, price: "999999999999", quantity: 1_000_000_000 }, "quantity: price x quantity"],
    [{ ...good, historical: false, requireStock: true }, "require_stock: cannot be given"],
    [{ ...good, idempotencyKey: "taken" }, "idempotency_key: was used before"],
  ];
  const answer = await upload([
    {
      importId: "dirty",
      rows: [
        ...rows.map(([sale], index) => ({ row: BigInt(10 * index + 1), sale })),
        { row: 1_000n, kind: Kind.VOID, sale: good },
        { row: 1_001n },
        { row: 1_002n, sale: good },
      ],
    },
  ]);
  expect(answer).toMatchObject({ position: 1_002n, added: 1n, unchanged: 0n, refused: 11n });
  const { items, total, nextPageToken } = await call("listImportRefusals", {
    importId: "dirty",
    limit: 9,
  });
  expect(total).toBe(11n);
  for (const [index, [, message]] of rows.entries()) {
    expect(items[index]).toMatchObject({
      row: BigInt(10 * index + 1),
      message: expect.stringContaining(message),
    });
  }
  expect(items.map(({ code }) => code).slice(0, 2)).toEqual(["invalid_argument", "not_found"]);
  const rest = await call("listImportRefusals", {
    importId: "dirty",
    limit: 9,
    pageToken: nextPageToken,
  });
  expect(rest.items.map(({ row, message }) => [row, message])).toEqual([
    [1_000n, "kind: must be SALE or REFUND"],
    [1_001n, "sale: value is required"],
  ]);
  expect(rest.nextPageToken).toBe("");
});

test("keeps texts as they were given", async () => {
  const text = "a\\N \\. \\t\\\\ \u{1f9f8} ü'\"";
  const given = {
    productId: 1n,
    quantity: 1,
    channel: text,
    orderRef: text,
    idempotencyKey: "\\x\\N",
  };
  await upload([{ importId: "texts", rows: [{ row: 1n, sale: given }] }]);
  const { items } = await call("listSales", { channel: text });
  expect(items).toMatchObject([{ channel: text, orderRef: text, idempotencyKey: "\\x\\N" }]);
});

test("counts each row once, however often and by how many at once it is sent", async () => {
  await upload(messages("again", 1, 700));
  const both = await Promise.all([
    upload(messages("again", 1, 3_000)),
    upload(messages("again", 500, 3_000, 77)),
  ]);
  await upload(messages("again", 1, 3_000, 1_000));
  for (const answer of both) expect(answer).toMatchObject({ position: 3_000n, added: 3_000n });
  expect(await countRows("again")).toEqual({ rows: 3_000, different: 3_000 });
});

test("knows rows of another import by their keys", async () => {
  const one = await upload(messages("first", 1, 1_000, 100, true));
  expect(one).toMatchObject({ added: 1_000n });
  const sales = [...messages("first", 1, 1_000, 100, true)];
  const other = await upload(sales.map((message) => ({ ...message, importId: "second" })));
  expect(other).toMatchObject({ added: 0n, unchanged: 1_000n, refused: 0n });
  const contradiction = await upload(messages("third", 1, 1_000, 100, true));
  expect(contradiction).toMatchObject({ added: 0n, unchanged: 0n, refused: 1_000n });
  const twice = await upload([
    {
      importId: "twice",
      rows: [1, 2, 3].map((row) => ({
        row: BigInt(row),
        sale: { productId: 1n, quantity: row < 3 ? 1 : 2, idempotencyKey: "same" },
      })),
    },
  ]);
  expect(twice).toMatchObject({ added: 1n, unchanged: 1n, refused: 1n });
});

test("goes on from the acknowledged position after a stream that broke off", async () => {
  async function* broken() {
    yield* messages("broken", 1, 6_000, 1_000);
    await expect.poll(async () => (await countRows("broken")).rows).toBeGreaterThan(0);
    throw new Error("the file was taken away");
  }
  await expect(upload(broken())).rejects.toThrow();
  const { import: state } = await call("getImport", { importId: "broken" });
  const position = Number(state?.position);
  expect(await countRows("broken")).toEqual({ rows: position, different: position });
  const answer = await upload(messages("broken", position + 1, 8_000));
  expect(answer).toMatchObject({ position: 8_000n, added: 8_000n });
  expect(await countRows("broken")).toEqual({ rows: 8_000, different: 8_000 });
});

test("settles what comes before a product that nobody can be asked about, and fails", async () => {
  catalogue.isSilent = true;
  catalogue.put(77n, {});
  catalogue.isAway = true;
  const rows = [1n, 77n, 1n].map((productId, index) => ({
    row: BigInt(index + 1),
    sale: { productId, quantity: 1, price: "1", channel: "doubtful" },
  }));
  expect(await sales.refusalOf(upload([{ importId: "doubtful", rows }]))).toMatch(/^Unavailable /);
  expect((await call("getImport", { importId: "doubtful" })).import).toMatchObject({
    position: 1n,
    refused: 0n,
  });
  catalogue.isAway = false;
  expect(await upload([{ importId: "doubtful", rows }])).toMatchObject({ position: 3n, added: 3n });
  catalogue.isSilent = false;
});

test.each<[string, UploadMessage[], string]>([
  ["no import_id", [{ rows: [] }], "InvalidArgument import_id: must be given in the first message"],
  ["no message", [], "InvalidArgument import_id: must be given in the first message"],
  ["a bad import_id", [{ importId: "a b" }], "InvalidArgument import_id: "],
  [
    "another import_id",
    [{ importId: "a" }, { importId: "b" }],
    "InvalidArgument import_id: must be the same",
  ],
  [
    "row 0",
    [{ importId: "a", rows: [{ row: 0n }] }],
    "InvalidArgument rows[0].row: must be above 0",
  ],
  [
    "rows that go back",
    [...messages("back", 5, 6), ...messages("back", 6, 6)],
    "InvalidArgument rows[0].row: must be above 6",
  ],
  [
    "too many rows",
    [...messages("many", 1, 1_001, 2_000)],
    "InvalidArgument rows: must contain no more than 1000 item(s)",
  ],
])("fails a stream with %s", async (_name, given, message) => {
  expect(await sales.refusalOf(upload(given))).toContain(message);
});

test("kept what came before the rows that went back", async () => {
  expect((await call("getImport", { importId: "back" })).import).toMatchObject({
    position: 6n,
    added: 2n,
  });
});

test("does not know an import that nobody began", async () => {
  expect(await sales.refusalOf(call("getImport", { importId: "none" }))).toBe(
    'NotFound import_id: there is no import "none"',
  );
  expect(await sales.refusalOf(call("listImportRefusals", { importId: "none" }))).toMatch(
    /^NotFound /,
  );
});

test("takes no more than it can write", async () => {
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("lock table sales.sale in share mode");
  let sent = 0;
  function* counted() {
    for (const message of messages("held", 1, 60_000, 1_000)) {
      sent = Number(message.rows.at(-1)?.row);
      yield message;
    }
  }
  const answer = upload(counted());
  await expect
    .poll(async () => (await pool.query("select from pg_locks where not granted")).rowCount)
    .toBeGreaterThan(0);
  await expect.poll(() => sent).toBeGreaterThan(5_000);
  // While the import cannot be written, twelve times the chunk stay with the client.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sent).toBeLessThan(20_000);
  await holder.query("commit");
  holder.release();
  expect(await answer).toMatchObject({ position: 60_000n, added: 60_000n });
});
