import { TimeRangeSchema } from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { countRangeDays } from "./count-range-days.ts";

const range = create(TimeRangeSchema, {
  start: timestampFromDate(new Date("2026-03-28T23:00:00Z")),
  end: timestampFromDate(new Date("2026-03-31T22:00:00Z")),
});

test.each([
  [{ startDate: "2026-02-28", endDate: "2026-03-01" }, undefined, 2],
  [{ startDate: "2026-02-28", endDate: "2026-03-01" }, range, 2],
  [{}, undefined, undefined],
  [{ startDate: "2026-03-29" }, range, 3], // One of the days has 23 hours.
  [{}, create(TimeRangeSchema), undefined],
])("counts the days of %o", (period, known, days) => {
  expect(countRangeDays(period, known)).toBe(days);
});
