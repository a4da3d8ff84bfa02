import { expect, test } from "vitest";
import { Book } from "./book.ts";
import { Witness } from "./witness.ts";

test("says what an answer must hold and may hold", async () => {
  const book = new Book();
  const witness = new Witness(0);
  const ended = new AbortController();
  await witness.run(
    async ({ k }) => {
      if (k === 3) ended.abort();
      if (k === 2) throw new Error("nobody knows");
    },
    book,
    ended.signal,
  );
  expect(witness.atLeast()).toEqual({ sales: 2, amount: 4 });
  expect(witness.atMost()).toEqual({ sales: 3, amount: 6 });
  expect(witness.atLeast(0)).toEqual({ sales: 0, amount: 0 });
  expect([...book.writes.values()].map(({ fate }) => fate)).toEqual([
    "acknowledged",
    "unknown",
    "acknowledged",
  ]);
});
