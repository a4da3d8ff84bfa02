import {
  ComparedBucketSchema,
  Granularity,
  RevenuePointSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { makeCurve } from "./make-curve.ts";
import type { CurveGranularity } from "./pick-granularity.ts";

const { HOUR, DAY, WEEK, MONTH } = Granularity;
const asOfMs = Date.parse("2026-11-22T13:30:00Z"); // A Sunday.
const today = "2026-11-22";

function point(period: string, revenue: string, partial = false) {
  return create(RevenuePointSchema, {
    period,
    revenue,
    gross: revenue,
    refunds: "0",
    sales: revenue === "0" ? 0n : 1n,
    partial,
  });
}

test("sets the earlier range behind the range, place by place", () => {
  const points = [point("2026-11-21", "120"), point("2026-11-22", "80.5")];
  const earlier = [point("2026-11-19", "100"), point("2026-11-20", "0")];
  const buckets = [
    create(ComparedBucketSchema, { changePercent: "20.00" }),
    create(ComparedBucketSchema),
  ];
  const curve = makeCurve({
    ...{ points, granularity: DAY, asOfMs, today },
    compared: { earlier, buckets },
  });
  expect(
    curve.map(({ revenue, earlier: behind, changePercent, isRunning }) => [
      ...[revenue, behind?.revenue, changePercent, isRunning],
    ]),
  ).toEqual([
    ["120", "100", "20.00", false],
    ["80.5", "0", undefined, true],
  ]);
});

test("goes on with the earlier range where that is the longer one", () => {
  const curve = makeCurve({
    ...{ points: [point("2026-02-01", "1")], granularity: MONTH, asOfMs, today },
    compared: { earlier: [point("2025-12-01", "2"), point("2026-01-01", "3")], buckets: [] },
  });
  expect(curve[1]).toMatchObject({ earlier: { revenue: "3" }, isRunning: false });
  expect(curve[1]?.revenue).toBeUndefined();
  expect(curve[1]?.name).toEqual(curve[1]?.earlier?.name);
});

test.each<[CurveGranularity, string, string, "over" | "running" | "ahead"]>([
  [HOUR, "2026-11-22T13:00:00+01:00", "5", "over"],
  [HOUR, "2026-11-22T14:00:00+01:00", "5", "running"],
  [HOUR, "2026-11-22T14:00:00+01:00", "0", "running"],
  [HOUR, "2026-11-22T15:00:00+01:00", "0", "ahead"],
  [HOUR, "2026-11-22T15:00:00+01:00", "5", "running"], // A sale may be dated ahead.
  [DAY, "2026-11-21", "0", "over"],
  [DAY, "2026-11-22", "0", "running"],
  [DAY, "2026-11-23", "0", "ahead"],
  [WEEK, "2026-11-09", "0", "over"],
  [WEEK, "2026-11-16", "0", "running"],
  [WEEK, "2026-11-23", "0", "ahead"],
  [MONTH, "2026-10-01", "0", "over"],
  [MONTH, "2026-11-01", "0", "running"],
  [MONTH, "2026-12-01", "0", "ahead"],
])("of length %d the bucket %s with %s is %s", (granularity, period, revenue, state) => {
  const points = [point(period, revenue)];
  const [bucket] = makeCurve({ points, granularity, asOfMs, today });
  expect(bucket?.isRunning).toBe(state === "running");
  expect(bucket?.revenue).toBe(state === "ahead" ? undefined : revenue);
});

test("tells which buckets the range covers only in part", () => {
  const points = [point("2026-11-02", "1", true), point("2026-11-09", "1")];
  const curve = makeCurve({ points, granularity: WEEK, asOfMs, today });
  expect(curve.map(({ isPartial }) => isPartial)).toEqual([true, false]);
});

test("calls buckets by their labels' own digits, in whatever zone the reader is", () => {
  const points = [point("2026-11-22T23:00:00+05:45", "1")];
  const [bucket] = makeCurve({ points, granularity: HOUR, asOfMs: 0, today });
  const expected = new Intl.DateTimeFormat(undefined, {
    ...{ hour: "numeric", minute: "2-digit", timeZone: "UTC" },
  }).format(Date.UTC(2026, 10, 22, 23));
  expect(bucket?.name.short).toBe(expected);
});
