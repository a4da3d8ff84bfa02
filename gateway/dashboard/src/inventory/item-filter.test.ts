import { expect, test } from "vitest";
import { readItemFilter } from "./item-filter.ts";

const all = { channel: "", isLowOnly: false };

test.each([
  [{}, all],
  [{ product: "12" }, { ...all, productId: 12n }],
  [{ product: "mug" }, all],
  [{ product: "-1" }, all],
  [{ channel: "web" }, { ...all, channel: "web" }],
  [
    { low: "yes", page: "2" },
    { ...all, isLowOnly: true },
  ],
  [{ low: "1" }, all],
])("reads the filter of %j", (state, filter) => {
  expect(readItemFilter(state)).toEqual(filter);
});
