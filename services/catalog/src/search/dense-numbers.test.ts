import { expect, test } from "vitest";
import { DenseNumbers } from "./dense-numbers.ts";

test("numbers keys as they come, and finds them again, however many there are", () => {
  const numbers = new DenseNumbers();
  const count = 2 ** 20 + 50_000;
  // Neither in a row nor twice the same.
  const keyOf = (n: number) => Math.imul(n, 2_654_435_761) & 0x7fff_fffe;
  const expected = new Map<number, number>();
  for (let n = 0; n < count; n++) {
    const key = keyOf(n);
    const known = expected.get(key) ?? expected.size;
    expected.set(key, known);
    if (numbers.take(key) !== known) expect.unreachable(`key ${key} has another number`);
  }
  expect(numbers.count).toBe(expected.size);
  for (const [key, number] of expected) {
    if (numbers.find(key) !== number) expect.unreachable(`key ${key} is not found`);
  }
  expect(numbers.find(0x7fff_fffd)).toBeUndefined();
});
