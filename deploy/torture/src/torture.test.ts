import { expect, test } from "vitest";
import { faults } from "./faults/list-faults.ts";
import { runTorture } from "./run-torture.ts";
import { summarize } from "./summarize.ts";

const seed = Number(process.env.BACKROOM_TORTURE_SEED ?? 1 + (Date.now() % 1_000_000));

/** How many trials there are even on a slow machine, and how long more are begun, in milliseconds. */
const trials = 4;
const forMs = 45_000;

test("whatever breaks while sales pour in, the mirror and the stock agree with the ledger", async () => {
  const options = {
    seed,
    trials,
    trial: undefined,
    forMs,
    faults,
    goOn: false,
    keep: false,
    list: false,
  };
  const said: string[] = [];
  const result = await runTorture(options, (text) => said.push(text), new AbortController().signal);
  console.info([...said, summarize(seed, result)].join("\n"));
  expect(result.failed.flatMap(({ problems }) => problems)).toEqual([]);
  expect(result.trials).toBeGreaterThanOrEqual(trials);
});
