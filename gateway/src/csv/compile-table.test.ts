import {
  ResolveProductsRequestSchema,
  ResolveProductsResponseSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import {
  CompareRevenueResponseSchema,
  GetRevenueResponseSchema,
  GetSummaryResponseSchema,
  Source,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { compileTable } from "./compile-table.ts";

const revenue = compileTable(GetRevenueResponseSchema, "points");
const compare = compileTable(CompareRevenueResponseSchema, "buckets");
const summary = compileTable(GetSummaryResponseSchema, "");
const figures = { revenue: "49.95", gross: "50.00", refunds: "-0.05", units: 5n, sales: 1n };
const pointNames = "period,revenue,gross,refunds,units,sales,partial";
const pointCells = "2025-05-18,49.95,50.00,-0.05,5,1,false";
const segmentNames =
  "segment_key,segment_name,segment_revenue,segment_gross,segment_refunds,segment_units," +
  "segment_sales,segment_rest";

/** The lines of a file whose every line ends in CRLF. */
function lines(...expected: string[]): string {
  return expected.map((line) => `${line}\r\n`).join("");
}

/** A bucket with some segments. */
function point(...names: string[]) {
  const segments = names.map((name, i) => ({ key: `${i}`, name, ...figures, rest: i > 0 }));
  return { period: "2025-05-18", ...figures, segments };
}

test("gives an empty answer its header", () => {
  expect(revenue.write(create(GetRevenueResponseSchema))).toBe(lines(pointNames));
});

test("leaves out the columns of a list that no row has items in", () => {
  const answer = create(GetRevenueResponseSchema, { points: [point(), point()] });
  expect(revenue.write(answer)).toBe(lines(pointNames, pointCells, pointCells));
});

test("makes a line of each item of a row's list, and one of a row without", () => {
  const points = [point("Tea", "(rest)"), point()];
  expect(revenue.write(create(GetRevenueResponseSchema, { points }))).toBe(
    lines(
      `${pointNames},${segmentNames}`,
      `${pointCells},0,Tea,49.95,50.00,-0.05,5,1,false`,
      `${pointCells},1,(rest),49.95,50.00,-0.05,5,1,true`,
      `${pointCells},,,,,,,,`,
    ),
  );
});

test.each([
  ["plain text", "plain text"],
  [" spaces ", " spaces "],
  ["a,b", '"a,b"'],
  ['19" rack', '"19"" rack"'],
  ["two\nlines", '"two\nlines"'],
  ["a\rb", '"a\rb"'],
  ["back\\slash", "back\\slash"],
  ["Öl 🫒", "Öl 🫒"],
  ["null", "null"],
  ["-1+1", "-1+1"],
  ["", ""],
])("writes the text %j as %j", (text, cell) => {
  const points = [point(text)];
  expect(revenue.write(create(GetRevenueResponseSchema, { points }))).toBe(
    lines(`${pointNames},${segmentNames}`, `${pointCells},0,${cell},49.95,50.00,-0.05,5,1,false`),
  );
});

test("names what is in a message inside after both, and leaves empty what is absent", () => {
  const bucket = { period2: "2025-05-18", range2: figures, change: "49.95" };
  expect(compare.write(create(CompareRevenueResponseSchema, { buckets: [bucket] }))).toBe(
    lines(
      "period1,period2,range1_revenue,range1_gross,range1_refunds,range1_units,range1_sales," +
        "range2_revenue,range2_gross,range2_refunds,range2_units,range2_sales,change,change_percent",
      ",2025-05-18,,,,,,49.95,50.00,-0.05,5,1,49.95,",
    ),
  );
});

test("makes one line of an answer without rows, at any depth", () => {
  const answer = create(GetSummaryResponseSchema, {
    current: { ...figures, bestDay: { period: "2025-05-18", revenue: "49.95" } },
    asOf: { seconds: 1_747_569_600n, nanos: 5_000_000 },
    source: Source.CLICKHOUSE,
  });
  const [names = "", cells = "", end] = summary.write(answer).split("\r\n");
  expect(end).toBe("");
  const shown = names.split(",").map((name, i) => [name, cells.split(",")[i]] as const);
  expect(Object.fromEntries(shown.filter(([, cell]) => cell !== ""))).toEqual({
    current_revenue: "49.95",
    current_gross: "50.00",
    current_refunds: "-0.05",
    current_units: "5",
    current_sales: "1",
    current_best_day_period: "2025-05-18",
    current_best_day_revenue: "49.95",
    as_of: "2025-05-18T12:00:00.005Z",
    source: "CLICKHOUSE",
  });
  expect(names).toContain(",changes_average_sale_percent,range_start,");
});

test.each([
  [GetRevenueResponseSchema, "as_of", "is no list of messages"],
  [GetRevenueResponseSchema, "nothing", "is no list of messages"],
  [GetRevenueResponseSchema, "", "no lists inside lists"],
  [ResolveProductsResponseSchema, "", "room for one list in a row"],
  [ResolveProductsRequestSchema, "", "no cell for it"],
])("refuses what no table has room for: %s, rows %j", (desc, rows, message) => {
  expect(() => compileTable(desc, rows)).toThrow(message);
});
