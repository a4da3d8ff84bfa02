import { expect, test } from "vitest";
import { choosePage, isCountable, readPage, writePage } from "./page-of-list.ts";

test.each([
  [{}, { page: 1 }],
  [{ page: "1", token: "abc" }, { page: 1 }],
  [{ page: "0" }, { page: 1 }],
  [{ page: "-3" }, { page: 1 }],
  [{ page: "2.5", token: "abc" }, { page: 1 }],
  [{ page: "99999999999999999999" }, { page: 1 }],
  [{ page: "7" }, { page: 7 }],
  [
    { page: "7", token: "abc", q: "mug" },
    { page: 7, token: "abc" },
  ],
])("reads the page of %j", (state, page) => {
  expect(readPage(state)).toEqual(page);
});

test.each([
  [{ page: 1 }, { limit: 50 }],
  [
    { page: 3, token: "abc" },
    { limit: 50, pageToken: "abc" },
  ],
  [{ page: 3 }, { limit: 50, skip: 100 }],
  [{ page: 999_999 }, { limit: 50, skip: 1_000_000 }],
])("asks for the page %j", (page, request) => {
  expect(choosePage(page, 50)).toEqual(request);
});

test("writes a page that it reads again", () => {
  for (const page of [{ page: 1 }, { page: 2, token: "abc" }, { page: 9 }]) {
    const written = new URLSearchParams();
    for (const [name, value] of Object.entries(writePage(page))) {
      if (value) written.set(name, value);
    }
    expect(readPage(Object.fromEntries(written))).toEqual(page);
  }
});

test("counts no further than the server does", () => {
  expect(isCountable(20_001, 50)).toBe(true);
  expect(isCountable(20_002, 50)).toBe(false);
});
