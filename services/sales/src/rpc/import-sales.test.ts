import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { afterAll, expect, test } from "vitest";
import { makeMessages } from "../testing/make-messages.ts";
import { startSales, type UploadMessage } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, upload, catalogue } = sales;

test("adds rows and says how far it has come", async () => {
  const answer = await upload(makeMessages("plain", 1, 2_500, 1_000));
  expect(answer).toMatchObject({
    importId: "plain",
    position: 2_500n,
    added: 2_500n,
    unchanged: 0n,
    refused: 0n,
    recordedBy: "test",
  });
  expect(await call("listSales", { channel: "plain", limit: 1 })).toMatchObject({ total: 2_500n });
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
    [...makeMessages("back", 5, 6), ...makeMessages("back", 6, 6)],
    "InvalidArgument rows[0].row: must be above 6",
  ],
  [
    "too many rows",
    [...makeMessages("many", 1, 1_001, 2_000)],
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
