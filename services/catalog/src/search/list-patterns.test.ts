import fc from "fast-check";
import { expect, test } from "vitest";
import { keepPatterns, listPatterns } from "./list-patterns.ts";

const none = keepPatterns([]);

test("all of up to three characters, each once, in each field for itself", () => {
  expect([...listPatterns("aab\u0001b1", none)].toSorted()).toEqual(
    ["", "1", "a", "aa", "aab", "ab", "b", "b1"].toSorted(),
  );
});

test("a character beyond the first plane is one character", () => {
  expect(listPatterns("😀😀é!", none)).toContain("😀😀é");
  expect(listPatterns("😀", none)).toEqual(new Set(["", "😀"]));
});

test("exactly those kept and contained are found, whatever begins or overlaps with what", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\u0001"), maxLength: 20 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(text, fc.array(pattern, { maxLength: 8 }), (search, patterns) => {
      const found = listPatterns(search, keepPatterns(patterns));
      for (const one of patterns) expect(found.has(one)).toBe(search.includes(one));
      for (const one of found) expect(search).toContain(one);
    }),
  );
});
