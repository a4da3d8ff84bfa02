import { expect, test } from "vitest";
import { Settling, type Sight } from "./settling.ts";

/** A survey at a moment, of a snapshot from its oldest open transaction to its next one. */
function survey(atMs: number, oldestXid: bigint, nextXid: bigint, isWithheld: boolean): Sight {
  return { atMs, isWithheld, oldestXid, nextXid };
}

test("a survey that nothing is withheld from is settled at once", () => {
  const settling = new Settling();
  expect(settling.settle(survey(1, 10n, 10n, false), 101)).toMatchObject({
    atMs: 1,
    begunAtMs: 101,
  });
});

test("while transactions overlap, a moment is settled when all that were open then have ended", () => {
  const settling = new Settling();
  expect(settling.settle(survey(1, 10n, 13n, true), 101)).toBeUndefined();
  expect(settling.settle(survey(2, 12n, 15n, true), 102)).toBeUndefined();
  expect(settling.settle(survey(3, 13n, 17n, true), 103)).toMatchObject({ atMs: 1 });
  expect(settling.settle(survey(4, 16n, 18n, true), 104)).toBeUndefined();
  expect(settling.settle(survey(5, 17n, 19n, true), 105)).toMatchObject({ atMs: 3 });
});

test("an open transaction holds the moment still for as long as it is open", () => {
  const settling = new Settling();
  for (let atMs = 1; atMs < 20; atMs++) {
    expect(settling.settle(survey(atMs, 10n, 11n + BigInt(atMs), true), atMs)).toBeUndefined();
  }
  expect(settling.settle(survey(20, 31n, 31n, false), 20)).toMatchObject({ atMs: 20 });
});
