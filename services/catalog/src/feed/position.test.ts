import { expect, test } from "vitest";
import { beginningOf, formatPosition, parsePosition } from "./position.ts";

test("a position is read as it was printed, at the bounds too", () => {
  const position = {
    systemIdentifier: -(2n ** 63n) + 1n,
    xid: 2n ** 64n - 1n,
    kind: "product",
    id: 2n ** 63n - 1n,
  } as const;
  expect(parsePosition(formatPosition(position))).toEqual(position);
  expect(formatPosition(position).length).toBeLessThanOrEqual(100);
});

test("the empty text is the beginning", () => {
  expect(parsePosition("")).toEqual(beginningOf(0n));
});

test.each(["1:2:category:3 ", "1:2:category:9223372036854775808", "1:-2:category:3", ":::"])(
  "%j is refused",
  (text) => {
    expect(() => parsePosition(text)).toThrow("position: is not a position of this feed");
  },
);
