import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { addAmounts, amount } from "./testing/amount.ts";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { type Json, rest, send } from "./testing/rest.ts";

let ids = "";

beforeAll(async () => {
  const mug = await makeProduct({ name: uniqueName('Mug, "big", blue'), price: "19.90" });
  const tea = await makeProduct({ name: uniqueName("Tea"), price: "4.3501" });
  const sale = (product: Json, quantity: number, sale_date: string, channel: string) => ({
    product_id: product.id,
    quantity,
    sale_date,
    channel,
  });
  const { results } = await send("POST", "/sales/batch", {
    all_or_nothing: true,
    sales: [
      sale(mug, 3, "2010-05-01", "web"),
      sale(mug, 1, "2010-05-03", "shop, old town"),
      sale(tea, 7, "2010-05-03", "web"),
      sale(tea, 2, "2010-06-02", "web"),
    ],
  });
  const refund = { quantity: 1, sale_date: "2010-05-03" };
  await send("POST", `/sales/${results[0].sale.id}/refunds`, refund);
  ids = `product_id=${mug.id}&product_id=${tea.id}&fresh=true`;
});

/** Asks a question as JSON and as CSV, answering both and the lines of the file. */
async function ask(question: string): Promise<{ json: Json; rows: Json[]; csv: Json }> {
  const json = await rest("GET", `/sales/${question}&${ids}`);
  expect(json.status, json.text).toBe(200);
  const csv = await rest("GET", `/sales/${question}&${ids}&format=csv`);
  expect(csv.status, csv.text).toBe(200);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  const accepted = await rest("GET", `/sales/${question}&${ids}`, undefined, {
    headers: { accept: "text/csv" },
  });
  expect(accepted.text).toBe(csv.text);
  const rows: Json[] = parse(csv.text, { columns: true, record_delimiter: "\r\n" });
  return { json: json.exact, rows, csv };
}

/** The cells of a row of either form that are not empty. */
function cellsOf(row: Json, prefix = ""): Record<string, string> {
  const cells = Object.entries(row).flatMap(([name, value]) =>
    typeof value === "object" && value !== null
      ? Object.entries(cellsOf(value, `${prefix}${name}_`))
      : [[`${prefix}${name}`, String(value ?? "")] as const],
  );
  return Object.fromEntries(cells.filter(([, cell]) => cell !== ""));
}

/** The rows of buckets with a row for each of their segments, if they have any. */
function splitUp(points: Json[]): Json[] {
  return points.flatMap(({ segments, ...point }) =>
    segments.length > 0 ? segments.map((segment: Json) => ({ ...point, segment })) : [point],
  );
}

const days = "revenue?group_by=day&start_date=2010-05-01&end_date=2010-06-02";

test("revenue is the same in CSV, and sums to the sales", async () => {
  const { json, rows, csv } = await ask(days);
  expect(rows).toHaveLength(33);
  expect(rows.map((each: Json) => cellsOf(each))).toEqual(
    json.map(({ segments: _, ...point }: Json) => cellsOf(point)),
  );
  expect(addAmounts(rows.map(({ revenue }) => revenue))).toBe("98.8509");
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="revenue.csv"');
  expect(Date.parse(csv.headers.get("x-backroom-as-of"))).toBeGreaterThan(0);
});

test("revenue split by product is the same in CSV", async () => {
  const { json, rows } = await ask(`${days}&segment_by=product`);
  expect(rows.map((each: Json) => cellsOf(each))).toEqual(
    splitUp(json).map((each: Json) => cellsOf(each)),
  );
});

test("a comparison is the same in CSV, its change beside it", async () => {
  const { json, rows, csv } = await ask(
    "compare?start1=2010-05-01&end1=2010-05-31&start2=2010-06-01&end2=2010-06-30",
  );
  expect(rows.map((each: Json) => cellsOf(each))).toEqual(
    json.buckets.map((each: Json) => cellsOf(each)),
  );
  expect(csv.headers.get("x-backroom-change")).toBe(json.change);
  expect(csv.headers.get("x-backroom-change-percent")).toBe(json.change_percent);
});

test.each(["product", "category", "channel"])(
  "a breakdown by %s is the same in CSV",
  async (by) => {
    const { json, rows } = await ask(
      `breakdown?by=${by}&limit=1&start_date=2010-05-01&end_date=2010-06-30`,
    );
    expect(rows).toHaveLength(2);
    expect(rows.map((each: Json) => cellsOf(each))).toEqual(
      json.items.map((each: Json) => cellsOf(each)),
    );
    expect(addAmounts(rows.map(({ revenue }) => revenue))).toBe(amount(json.total.revenue));
  },
);
