import {
  BreakdownRevenueRequestSchema,
  CompareRevenueRequestSchema,
  GetRevenueRequestSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import type { Grain } from "./grain.ts";
import { readQuestion } from "./read-question.ts";
import {
  isCompared,
  toBreakdownRequest,
  toComparisonRequest,
  toSeriesRequest,
} from "./to-requests.ts";
import { writeQuery } from "./write-query.ts";

const now = new Date("2026-11-22T12:00:00Z");

function ask(search: string) {
  return readQuestion(Object.fromEntries(new URLSearchParams(search)), "UTC", now);
}

function seriesQuery(search: string, grain: Grain): string {
  const request = create(GetRevenueRequestSchema, toSeriesRequest(ask(search), grain));
  return decodeURIComponent(writeQuery(GetRevenueRequestSchema, request));
}

test.each<[string, Grain, string]>([
  ["period=all", "month", "group_by=month"],
  ["period=7d", "day", "group_by=day&start_date=2026-11-16&end_date=2026-11-22"],
  ["to=2026-01-31", "year", "group_by=year&end_date=2026-01-31"],
  [
    "period=all&product=7,12&category=3&channel=web,shop&kind=sale,void",
    "hour",
    "group_by=hour&product_id=7&product_id=12&category_id=3&channel=web&channel=shop&kind=sale&kind=void",
  ],
  [
    "period=all&zone=Asia/Kathmandu&week-start=sunday&day-start=03:00",
    "week",
    "group_by=week&time_zone=Asia/Kathmandu&week_start=sunday&day_start=03:00",
  ],
  [
    "period=all&segment=product&top=7",
    "quarter",
    "group_by=quarter&segment_by=product&segment_limit=7",
  ],
])("asks for the buckets of %s", (search, grain, query) => {
  expect(seriesQuery(search, grain)).toBe(query);
});

test.each<[string, string]>([
  [
    "from=2026-03-01&to=2026-03-31&compare=period&channel=web",
    "group_by=day&channel=web&start_date=2026-03-01&end_date=2026-03-31&against=previous_period",
  ],
  [
    "from=2026-03-01&to=2026-03-31&compare=year",
    "group_by=day&start_date=2026-03-01&end_date=2026-03-31&against=previous_year",
  ],
  [
    "from=2026-03-01&to=2026-03-31&compare=range&compare-from=2024-02-01&compare-to=2024-02-29",
    "start1=2024-02-01&end1=2024-02-29&start2=2026-03-01&end2=2026-03-31&group_by=day",
  ],
])("asks for the comparison of %s", (search, query) => {
  const question = ask(search);
  expect(isCompared(question)).toBe(true);
  const request = create(CompareRevenueRequestSchema, toComparisonRequest(question, "day"));
  expect(writeQuery(CompareRevenueRequestSchema, request)).toBe(query);
});

test.each([
  "period=30d",
  "period=all&compare=period",
  "from=2026-03-01&compare=year",
  "period=30d&compare=range",
  "period=30d&compare=range&compare-from=2024-02-01",
])("compares nothing in %s", (search) => {
  expect(isCompared(ask(search))).toBe(false);
});

test.each<[string, string]>([
  ["period=all", "by=product&limit=10"],
  ["period=all&breakdown=channel&kind=refund&compare=year", "by=channel&limit=10&kind=refund"],
  [
    "from=2026-03-01&to=2026-03-31&compare=year&breakdown=weekday&week-start=sunday",
    "by=weekday&start_date=2026-03-01&end_date=2026-03-31&week_start=sunday&against=previous_year",
  ],
  [
    "from=2026-03-01&to=2026-03-31&compare=range&compare-from=2024-02-01&compare-to=2024-02-29&breakdown=hour",
    "by=hour&start_date=2026-03-01&end_date=2026-03-31",
  ],
])("asks what %s is made of", (search, query) => {
  const request = create(BreakdownRevenueRequestSchema, toBreakdownRequest(ask(search)));
  expect(writeQuery(BreakdownRevenueRequestSchema, request)).toBe(query);
});
