import { expect, test } from "vitest";
import { formatBucket, type LabelStyle } from "./format-bucket.ts";
import type { Grain } from "./grain.ts";

test.each<[string, Grain, LabelStyle, string, string]>([
  ["2026-05-18", "day", "short", "en-GB", "18 May"],
  ["2026-05-18", "day", "full", "en-GB", "Mon, 18 May 2026"],
  ["2026-05-18", "day", "full", "de", "Mo., 18. Mai 2026"],
  ["2026-05-18", "week", "short", "en-GB", "18 May"],
  ["2026-05-18", "week", "full", "en-GB", "Week of 18 May 2026"],
  ["2026-05-01", "month", "short", "en-GB", "May 26"],
  ["2026-05-01", "month", "full", "en-GB", "May 2026"],
  ["2026-04-01", "quarter", "short", "en-GB", "Q2 2026"],
  ["2026-10-01", "quarter", "full", "en-GB", "Q4 2026"],
  ["2026-01-01", "year", "full", "en-GB", "2026"],
  ["2026-10-25T02:00:00+02:00", "hour", "short", "en-GB", "25 Oct, 02:00"],
  ["2026-10-25T02:00:00+02:00", "hour", "full", "en-GB", "Sun, 25 Oct 2026, 02:00 +02:00"],
  ["2026-10-25T02:00:00+01:00", "hour", "full", "en-GB", "Sun, 25 Oct 2026, 02:00 +01:00"],
  ["2026-10-25T02:30:00-03:30", "hour", "full", "en-GB", "Sun, 25 Oct 2026, 02:30 \u221203:30"],
  ["2024-02-29", "day", "full", "en-US", "Thu, Feb 29, 2024"],
])("prints %s by %s, %s, in %s", (period, grain, style, locale, text) => {
  expect(formatBucket(period, grain, style, locale)).toBe(text);
});
