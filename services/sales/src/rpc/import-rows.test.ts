import { afterAll, expect, test } from "vitest";
import { makeMessages } from "../testing/make-messages.ts";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, upload, catalogue } = sales;

test("adds chunk after chunk to one import, and says how it stands", async () => {
  for (const chunk of makeMessages("chunks", 1, 2_500, 1_000)) await call("importRows", chunk);
  const { import: answer } = await call("importRows", { importId: "chunks" });
  expect(answer).toMatchObject({ position: 2_500n, added: 2_500n, refused: 0n });
  expect(answer?.recordedBy).toBe("test");
  expect((await call("listSales", { channel: "chunks", limit: 1 })).total).toBe(2_500n);
});

test("counts nothing twice when a chunk comes again, also at the same time", async () => {
  const [chunk = { importId: "again" }] = makeMessages("again", 1, 500, 500);
  await Promise.all([call("importRows", chunk), call("importRows", chunk)]);
  const { import: answer } = await call("importRows", chunk);
  expect(answer).toMatchObject({ position: 500n, added: 500n, unchanged: 0n });
  expect((await call("listSales", { channel: "again", limit: 1 })).total).toBe(500n);
});

test("goes on with an import that was streamed, and a stream with its chunks", async () => {
  await upload(makeMessages("both", 1, 300));
  const [more = { importId: "both" }] = makeMessages("both", 201, 600, 400);
  expect((await call("importRows", more)).import).toMatchObject({ position: 600n, added: 600n });
  expect(await upload(makeMessages("both", 1, 700))).toMatchObject({ added: 700n });
});

test("tells rows that were recorded under another import", async () => {
  await upload(makeMessages("first", 1, 100, 100, true));
  const rows = [...makeMessages("first", 1, 150, 150, true)].flatMap((message) => message.rows);
  const { import: answer } = await call("importRows", { importId: "second", rows });
  expect(answer).toMatchObject({ position: 150n, added: 50n, unchanged: 100n });
});

test("refuses bad rows, says why, and adds the others", async () => {
  const sale = { productId: 1n, quantity: 1, channel: "partly" };
  const { import: answer } = await call("importRows", {
    importId: "partly",
    rows: [
      { row: 2n, sale },
      { row: 3n, sale: { ...sale, quantity: 0 } },
      { row: 7n, sale: { ...sale, productId: 404n } },
    ],
  });
  expect(answer).toMatchObject({ position: 7n, added: 1n, refused: 2n });
  const { items } = await call("listImportRefusals", { importId: "partly" });
  expect(items).toMatchObject([
    { row: 3n, message: expect.stringContaining("quantity: ") },
    { row: 7n, message: "product_id: there is no product 404" },
  ]);
});

test("adds nothing after a chunk that is missing", async () => {
  const [one = { importId: "gap" }, two = one, three = one] = makeMessages("gap", 1, 30, 10);
  await call("importRows", one);
  expect(await sales.refusalOf(call("importRows", { ...three, after: 20n }))).toBe(
    "FailedPrecondition after: the import is at row 10, and the rows up to 20 were not sent",
  );
  await call("importRows", { ...two, after: 10n });
  const { import: answer } = await call("importRows", { ...three, after: 20n });
  expect(answer).toMatchObject({ position: 30n, added: 30n });
});

test("settles what comes before a product that nobody can be asked about, and fails", async () => {
  catalogue.isSilent = true;
  catalogue.put(77n, {});
  catalogue.isAway = true;
  const rows = [1n, 77n].map((productId, index) => ({
    row: BigInt(index + 1),
    sale: { productId, quantity: 1, price: "1", channel: "doubtful" },
  }));
  const chunk = { importId: "doubtful", rows };
  expect(await sales.refusalOf(call("importRows", chunk))).toMatch(/^Unavailable /);
  expect((await call("getImport", { importId: "doubtful" })).import?.position).toBe(1n);
  catalogue.isAway = false;
  expect((await call("importRows", chunk)).import).toMatchObject({ position: 2n, added: 2n });
  catalogue.isSilent = false;
});

test.each([
  ["no import_id", {}, "InvalidArgument import_id: "],
  ["a bad import_id", { importId: "a b" }, "InvalidArgument import_id: "],
  [
    "row 0",
    { importId: "bad", rows: [{ row: 0n }] },
    "InvalidArgument rows[0].row: must be above 0",
  ],
  [
    "rows that go back",
    { importId: "bad", rows: [{ row: 5n }, { row: 5n }] },
    "InvalidArgument rows[1].row: must be above 5",
  ],
  [
    "too many rows",
    { importId: "bad", rows: Array.from({ length: 2_501 }, (_, at) => ({ row: BigInt(at + 1) })) },
    "InvalidArgument rows: must contain no more than 2500 item(s)",
  ],
])("refuses a chunk with %s, and begins no import", async (_name, chunk, message) => {
  expect(await sales.refusalOf(call("importRows", chunk))).toContain(message);
  expect(await sales.refusalOf(call("getImport", { importId: "bad" }))).toMatch(/^NotFound /);
});
