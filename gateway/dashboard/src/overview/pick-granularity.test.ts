import { Granularity } from "@backroom/proto/revenue/v1/revenue_pb";
import { expect, test } from "vitest";
import { pickGranularity } from "./pick-granularity.ts";

const { HOUR, DAY, WEEK, MONTH } = Granularity;

test.each([
  [1, HOUR],
  [2, HOUR],
  [3, DAY],
  [30, DAY],
  [120, DAY],
  [121, WEEK],
  [366, WEEK],
  [731, WEEK],
  [732, MONTH],
  [20_000, MONTH],
])("shows %d days in buckets of length %d", (days, granularity) => {
  expect(pickGranularity(days)).toBe(granularity);
});
