import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { retryDelay } from "./retry-delay.ts";

test.each<[number, string | undefined, number]>([
  [0, undefined, 1_000],
  [1, undefined, 2_000],
  [9, undefined, 30_000],
  [0, "7", 7_000],
  [3, "2", 8_000],
  [0, "600", 30_000],
  [0, "soon", 1_000],
])("waits after %i failures, told %s, %i ms", (failures, after, delayMs) => {
  const headers = after === undefined ? undefined : { "retry-after": after };
  const error = new ConnectError("busy", Code.ResourceExhausted, headers);
  expect(retryDelay(failures, error)).toBe(delayMs);
});
