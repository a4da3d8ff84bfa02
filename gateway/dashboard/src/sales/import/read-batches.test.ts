import { defaultReading } from "@backroom/import/sales-file";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { expect, test } from "vitest";
import { nameImport } from "./name-import.ts";
import { previewFile } from "./preview-file.ts";
import { readBatches } from "./read-batches.ts";
import { writeRefusedRows } from "./refused-rows.ts";

const text = `Order ID;SKU;Qty;Unit Price;Sale Date;Colour
o-1;BEAR;2;19.99;2024-05-18;red
o-2;BEAR;-1;;2024-05-19;blue
o-3;BEAR;x;;2024-05-19;
o-4;"DU""CK;";1;3;18.5.2024;"a, b"
o-5;DUCK;1;3;2024-05-20;
`;
const file = new Blob([text]);

test("reads rows with the keys and the lines that npm run import gives them", async () => {
  const [batch, end] = await Array.fromAsync(readBatches(file, defaultReading, 0n));
  expect(batch?.rows.map(({ row, kind, sale }) => [row, kind, sale?.idempotencyKey])).toEqual([
    [2n, Kind.SALE, "import-wk4HgLOJz87aGpvDko5RVqXy-1"],
    [3n, Kind.REFUND, "import-320ithXY76s5ZI0Qv4QsxlHc-1"],
    [6n, Kind.SALE, "import-Pelz5McbL8F547cHIw7SADHs-1"],
  ]);
  expect(batch?.rows[0]?.sale).toMatchObject({
    orderRef: "o-1",
    sku: "BEAR",
    quantity: 2,
    price: "19.99",
    channel: "default",
    historical: true,
  });
  expect(end).toMatchObject({ rows: [], bytes: file.size, read: 5, failed: 2 });
  expect(end?.problems.map(({ line }) => line)).toEqual([4, 5]);
});

test("goes on after a line that is settled", async () => {
  const [batch] = await Array.fromAsync(readBatches(file, defaultReading, 3n));
  expect(batch?.rows.map(({ row, sale }) => [row, sale?.idempotencyKey])).toEqual([
    [6n, "import-Pelz5McbL8F547cHIw7SADHs-1"],
  ]);
});

test("makes chunks that one call takes", async () => {
  const lines = Array.from({ length: 3_000 }, (_, at) => `o-${at},BEAR,1,2024-05-18\n`);
  const long = new Blob(["order,sku,qty,date\n", ...lines]);
  const batches = await Array.fromAsync(readBatches(long, defaultReading, 0n));
  expect(batches.map(({ rows }) => rows.length)).toEqual([2_500, 500, 0]);
});

test("names an import as npm run import does", async () => {
  const told: number[] = [];
  expect(await nameImport(file, defaultReading, (bytes) => told.push(bytes))).toBe(
    "import--pZpP3MxYymkFH5Ln_ObdJNU",
  );
  expect(told).toEqual([file.size]);
});

test("shows how the first rows and the columns are understood", async () => {
  const preview = await previewFile(file, defaultReading);
  expect(preview.header).toEqual(["Order ID", "SKU", "Qty", "Unit Price", "Sale Date", "Colour"]);
  expect(preview.fields).toEqual(["order_ref", "sku", "quantity", "price", "sale_date", undefined]);
  expect(preview.rows.map(({ line, problem }) => [line, problem !== undefined])).toEqual([
    [2, false],
    [3, false],
    [4, true],
    [5, true],
    [6, false],
  ]);
  expect(preview.problem).toBeUndefined();
});

test.each([
  ["", /the file is empty/],
  ["a,b\n1,2\n", /there is no column for sku or product_id/],
  ["sku\rqty\r", /the lines end with CR alone/],
])("says why nothing of %j can be read", async (content, problem) => {
  expect((await previewFile(new Blob([content]), defaultReading)).problem).toMatch(problem);
});

test("writes the refused rows so that they can be mended and imported", async () => {
  const problems = [
    { line: 4, reason: 'quantity: "x" is no number' },
    { line: 5, reason: "sale_date: wrong" },
  ];
  const written = await writeRefusedRows(file, defaultReading, problems);
  expect((await written.text()).split("\r\n")).toEqual([
    "refused_line,refused_because,Order ID,SKU,Qty,Unit Price,Sale Date,Colour",
    '4,"quantity: ""x"" is no number",o-3,BEAR,x,,2024-05-19,',
    '5,sale_date: wrong,o-4,"DU""CK;",1,3,18.5.2024,"a, b"',
    "",
  ]);
  const mended = (await written.text()).replace("x,,", "1,,").replace("18.5.2024", "2024-05-18");
  const [batch] = await Array.fromAsync(readBatches(new Blob([mended]), defaultReading, 0n));
  expect(batch?.rows.map(({ sale }) => sale?.sku)).toEqual(["BEAR", 'DU"CK;']);
});
