import { expect, test } from "vitest";
import { nameQuestion } from "./question.ts";

const ask = async () => ({});

test("names questions apart by each of their parts", () => {
  const questions = [
    { ids: [1n], zone: "UTC" },
    { ids: [1], zone: "UTC" },
    { ids: [1n, 2n], zone: "UTC" },
    { ids: [1n], zone: "Asia/Tokyo" },
    { ids: [1n], zone: "UTC", startMs: 0 },
  ];
  const names = questions.map((about) => nameQuestion({ about, ask }));
  expect(new Set(names).size).toBe(questions.length);
  expect(questions.map((about) => nameQuestion({ about: { ...about }, ask }))).toEqual(names);
});

test("names questions apart by who asks", () => {
  const about = { zone: "UTC" };
  const other = async () => ({});
  expect(nameQuestion({ about, ask })).not.toBe(nameQuestion({ about, ask: other }));
});
