import { expect, test } from "vitest";
import { listIsolated } from "./list-isolated.ts";

test.each<[readonly (number | null)[], readonly number[]]>([
  [[], []],
  [[null], []],
  [[0], [0]],
  [[1, 2], []],
  [
    [1, null, 2, 3, null, 4],
    [0, 5],
  ],
  [[null, 5, null], [1]],
])("finds what stands alone in %j", (values, expected) => {
  expect(listIsolated(values)).toEqual(expected);
});
