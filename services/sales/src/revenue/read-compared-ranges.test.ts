import {
  Against,
  type CompareRevenueRequest,
  CompareRevenueRequestSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { readCalendar } from "../time/read-calendar.ts";
import { readComparedRanges } from "./read-compared-ranges.ts";

type Given = MessageInitShape<typeof CompareRevenueRequestSchema>;

/** Reads both ranges; prints them as dates and times, or why they are refused. */
function read(given: Given): string[] | string {
  const request: CompareRevenueRequest = create(CompareRevenueRequestSchema, given);
  try {
    const ranges = readComparedRanges(request, readCalendar(request, "UTC"));
    return ranges.map(({ startMs, endMs }) => `${print(startMs)} to ${print(endMs)}`);
  } catch (error) {
    return ConnectError.from(error).rawMessage;
  }
}

function print(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

const four = { start1: "2025-01-01", end1: "2025-01-31", start2: "2025-02-01", end2: "2025-02-28" };
const two = { startDate: "2025-02-01", endDate: "2025-02-28" };

test("reads four bounds", () => {
  expect(read({ ...four, dayStart: "03:00" })).toEqual([
    "2025-01-01T03:00 to 2025-02-01T03:00",
    "2025-02-01T03:00 to 2025-03-01T03:00",
  ]);
});

test("finds the earlier range, the previous period unless it is said otherwise", () => {
  const february = "2025-02-01T00:00 to 2025-03-01T00:00";
  expect(read(two)).toEqual(["2025-01-01T00:00 to 2025-02-01T00:00", february]);
  expect(read({ ...two, against: Against.PREVIOUS_PERIOD })).toEqual(read(two));
  expect(read({ ...two, against: Against.PREVIOUS_YEAR })).toEqual([
    "2024-02-01T00:00 to 2024-02-29T00:00",
    february,
  ]);
});

test.each<[Given, string]>([
  [{}, "start1: is required, unless start_date and end_date are given"],
  [{ ...four, start1: undefined }, "start1: is required with end1"],
  [{ ...four, end1: undefined }, "end1: is required with start1"],
  [{ ...four, start2: undefined }, "start2: is required with start1"],
  [{ ...four, end2: undefined }, "end2: is required with start1"],
  [{ endDate: "2025-02-28" }, "start_date: is required with end_date"],
  [{ startDate: "2025-02-01" }, "end_date: is required with start_date"],
  [{ against: Against.PREVIOUS_YEAR }, "start_date: is required with against"],
  [{ ...two, end2: "2025-02-28" }, "start_date: must not be given together with end2"],
  [{ ...four, endDate: "2025-02-28" }, "end_date: must not be given together with start1"],
  [{ ...four, against: Against.PREVIOUS_YEAR }, "against: must not be given together with start1"],
  [{ ...four, end2: "2025-01-31" }, "end2: must not be before start2"],
  [{ ...two, endDate: "2025-01-31" }, "end_date: must not be before start_date"],
  [
    { startDate: "1970-02-01", endDate: "2000-01-01" },
    "against: the earlier range must not begin before 1970-01-02",
  ],
])("refuses %j", (given, message) => {
  expect(read(given)).toBe(message);
});
