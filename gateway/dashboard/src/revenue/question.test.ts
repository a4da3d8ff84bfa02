import { expect, test } from "vitest";
import { joinList, splitList } from "./list-text.ts";
import { readQuestion } from "./read-question.ts";
import { writeQuestion } from "./write-question.ts";

const now = new Date("2026-11-22T23:30:00Z");

function correct(search: string): string {
  const state = Object.fromEntries(new URLSearchParams(search));
  return writeQuestion(readQuestion(state, "Europe/Berlin", now));
}

test.each([
  ["", ""],
  ["period=12m&by=week", "period=12m&by=week"],
  ["by=week&period=12m", "period=12m&by=week"],
  ["period=90d&week-start=monday&day-start=00:00&compare=none&chart=lines&page=1&sort=time", ""],
  ["from=2026-01-01&to=2026-03-31", "from=2026-01-01&to=2026-03-31"],
  ["period=all&from=2026-01-01", "period=all"],
  ["zone=Asia/Kathmandu", "zone=Asia/Kathmandu"],
  [
    "zone=Asia%2FKathmandu&week-start=sunday&day-start=03%3A30",
    "zone=Asia/Kathmandu&week-start=sunday&day-start=03:30",
  ],
  [
    "compare=range&compare-from=2025-01-01&compare-to=2025-02-01",
    "compare=range&compare-from=2025-01-01&compare-to=2025-02-01",
  ],
  [
    "product=7,12&category=3&channel=web,shop&kind=sale,refund",
    "product=7,12&category=3&channel=web,shop&kind=sale,refund",
  ],
  ["channel=caf%C3%A9+%26+bar,50%25", "channel=caf%C3%A9+%26+bar,50%25"],
  [
    "segment=product&top=7&chart=bars&breakdown=hour&sort=-segment.2&page=3",
    "segment=product&top=7&chart=bars&breakdown=hour&sort=-segment.2&page=3",
  ],
  ["sort=-time", "sort=-time"],
])("keeps what %s asks for", (search, expected) => {
  expect(correct(search)).toBe(expected);
  expect(correct(expected)).toBe(expected);
});

test.each([
  "period=forever",
  "from=yesterday&to=12",
  "by=minute",
  "zone=Mars/Olympus",
  "zone=%2B02:00",
  "zone=Europe/Berlin",
  "week-start=caturday",
  "day-start=03:10",
  "day-start=24:00",
  "compare=toString",
  "compare-from=2025-01-01",
  "product=x,-1,0,99999999999999999999",
  "kind=gift",
  "segment=weekday",
  "segment=none&top=7",
  "top=4",
  "chart=pie",
  "breakdown=zone",
  "sort=price",
  "page=0",
  "page=-3",
  "page=1e9",
  "utm_source=mail",
])("takes %s as if nothing had been said", (search) => {
  expect(correct(search)).toBe("");
});

test("reads days as they are in the zone that is asked for", () => {
  const read = (zone: string) => readQuestion({ zone, period: "today" }, "UTC", now).period;
  expect(read("UTC").startDate).toBe("2026-11-22");
  expect(read("Asia/Kathmandu").startDate).toBe("2026-11-23");
});

test.each([[[]], [["a"]], [["a,b", "c\\", "\\,"]], [["50%", "a b", "ä"]]])(
  "lists %j in one text and back",
  (values) => {
    expect(splitList(joinList(values))).toEqual(values);
  },
);

test("lists nothing twice", () => {
  expect(splitList("a,b,a,,")).toEqual(["a", "b"]);
  expect(splitList(undefined)).toEqual([]);
});
