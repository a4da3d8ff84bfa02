import {
  CompareRevenueResponseSchema,
  GetRevenueResponseSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { toDrawn } from "./chart-data.ts";
import { listSegments, rowsOfComparison, rowsOfSeries, sumFigures } from "./rows.ts";
import { sortRows } from "./sort-rows.ts";

const figures = (revenue: string, units = 1n) => ({
  revenue,
  gross: revenue,
  refunds: "0.00",
  units,
  sales: 1n,
});
const segment = (key: string, revenue: string) => ({
  key,
  name: key || "(rest)",
  rest: key === "",
  ...figures(revenue),
});
const series = create(GetRevenueResponseSchema, {
  points: [
    {
      period: "2026-01-01",
      ...figures("10.10"),
      segments: [segment("web", "10.00"), segment("", "0.10")],
    },
    {
      period: "2026-01-02",
      ...figures("-3.0001", -2n),
      segments: [segment("web", "-4.00"), segment("", "0.9999")],
    },
    {
      period: "2026-01-03",
      ...figures("9.20"),
      partial: true,
      segments: [segment("web", "9.20"), segment("", "0.00")],
    },
  ],
});
const comparison = create(CompareRevenueResponseSchema, {
  range2: series.points,
  buckets: [
    {
      period1: "2025-01-01",
      period2: "2026-01-01",
      range1: figures("5.00"),
      range2: figures("10.10"),
      change: "5.10",
      changePercent: "102.00",
    },
    {
      period1: "2025-01-02",
      period2: "2026-01-02",
      range1: figures("0.00"),
      range2: figures("-3.0001"),
      change: "-3.0001",
    },
    {
      period1: "2025-01-03",
      period2: "2026-01-03",
      range1: figures("10.00"),
      range2: figures("9.20"),
      change: "-0.80",
      changePercent: "-8.00",
    },
    {
      period1: "2025-01-04",
      range1: figures("2.00"),
      range2: figures("0.00"),
      change: "-2.00",
      changePercent: "-100.00",
    },
  ],
});
const names = { now: "Revenue", before: "Before" };

test("makes rows of buckets with their segments", () => {
  const rows = rowsOfSeries(series);
  expect(rows.map(({ period, partial }) => [period, partial])).toEqual([
    ["2026-01-01", false],
    ["2026-01-02", false],
    ["2026-01-03", true],
  ]);
  expect(rows[1]?.segments.map(({ revenue }) => revenue)).toEqual(["-4.00", "0.9999"]);
  expect(listSegments(series).map(({ key, rest }) => [key, rest])).toEqual([
    ["web", false],
    ["", true],
  ]);
});

test("puts what is compared beside it, also where only the earlier range has a bucket", () => {
  const rows = rowsOfComparison(comparison, series);
  expect(rows.map(({ period, earlier }) => [period, earlier?.period, earlier?.percent])).toEqual([
    ["2026-01-01", "2025-01-01", "102.00"],
    ["2026-01-02", "2025-01-02", undefined],
    ["2026-01-03", "2025-01-03", "-8.00"],
    [undefined, "2025-01-04", "-100.00"],
  ]);
  expect(rows[2]?.partial).toBe(true);
  expect(rows.map(({ segments }) => segments[0]?.revenue)).toEqual([
    "10.00",
    "-4.00",
    "9.20",
    "0.00",
  ]);
  expect(rowsOfComparison(comparison)[0]?.segments).toEqual([]);
});

test("sums without rounding", () => {
  expect(sumFigures(series.points)).toEqual({
    revenue: "16.2999",
    gross: "16.2999",
    refunds: "0.00",
    units: 0n,
    sales: 3n,
  });
  expect(sumFigures([]).revenue).toBe("0.00");
});

test.each<[string, boolean, readonly number[]]>([
  ["time", false, [0, 1, 2, 3]],
  ["time", true, [3, 2, 1, 0]],
  ["revenue", true, [0, 2, 3, 1]],
  ["revenue", false, [1, 3, 2, 0]],
  ["before", true, [2, 0, 3, 1]],
  ["change", false, [1, 3, 2, 0]],
  ["percent", true, [0, 2, 3, 1]],
  ["percent", false, [3, 2, 0, 1]],
  ["segment.0", true, [0, 2, 3, 1]],
  ["segment.7", true, [0, 1, 2, 3]],
])("sorts by %s, descending %s", (column, descending, places) => {
  const rows = sortRows(rowsOfComparison(comparison, series), column, descending);
  expect(rows.map(({ place }) => place)).toEqual(places);
});

test("draws what is compared behind, and gaps where a range has no bucket", () => {
  const drawn = toDrawn(rowsOfComparison(comparison), [], { chart: "lines", names });
  expect(drawn.map(({ name, color, values }) => [name, color, values])).toEqual([
    ["Before", "muted", [5, 0, 10, 2]],
    ["Revenue", 0, [10.1, -3.0001, 9.2, null]],
  ]);
});

test("draws segments, and adds up digit for digit", () => {
  const options = { chart: "cumulative", names } as const;
  const [web, rest] = toDrawn(rowsOfSeries(series), listSegments(series), options);
  expect(web?.texts).toEqual(["10.00", "6.00", "15.20"]);
  expect(rest).toMatchObject({ name: "All others", texts: ["0.10", "1.0999", "1.0999"] });
});
