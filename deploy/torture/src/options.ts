import { Command, InvalidArgumentError } from "commander";
import type { Fault } from "./faults/fault.ts";
import { faults } from "./faults/list-faults.ts";

/** What one run of the torture is asked to do. */
export interface Options {
  readonly seed: number;
  /** How many trials, or with `forMs` at least; 20 and none when absent. */
  readonly trials: number | undefined;
  /** The only trial to run; all when absent. */
  readonly trial: number | undefined;
  /** How long to begin new trials, in milliseconds; until there are enough when absent. */
  readonly forMs: number | undefined;
  readonly faults: readonly Fault[];
  /** Whether trials go on after one that failed. */
  readonly goOn: boolean;
  /** Whether the folder with the stores and the logs is kept. */
  readonly keep: boolean;
  /** Whether the faults are listed and nothing is run. */
  readonly list: boolean;
}

/** Reads the command line; prints help or what is wrong with it and ends the process. */
export function readOptions(argv: readonly string[]): Options {
  const command = new Command("torture")
    .description(
      "Kills, pauses, fills and cuts what Backroom's mirror works with while sales pour in, and " +
        "then compares every table and every answer about revenue with the ledger. The plan of a " +
        "trial depends on the seed, its number and --only alone; how long things take does not.",
    )
    .option("--seed <n>", "what chance begins with", readCount, Math.floor(Math.random() * 1e6) + 1)
    .option("--trials <n>", "how many trials, or with --for at least (default: 20)", readCount)
    .option("--trial <n>", "only the trial of this number", readCount)
    .option("--for <time>", "begin trials for so long, such as 30m, 90s or 2h", readTime)
    .option("--only <faults>", "only these, parted by commas", readFaults)
    .option("--go-on", "go on after a trial that failed")
    .option("--keep", "keep the folder with the stores and the logs")
    .option("--list", "list the faults and end")
    .parse(argv, { from: "user" });
  const { seed, trials, trial, for: forMs, only = faults, goOn, keep, list } = command.opts();
  return {
    seed,
    trials,
    trial,
    forMs,
    faults: only,
    goOn: goOn === true,
    keep: keep === true,
    list: list === true,
  };
}

function readCount(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}

function readTime(text: string): number {
  const [, amount, unit] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  const ms = Number(amount) * ({ s: 1_000, m: 60_000, h: 3_600_000 }[unit ?? ""] ?? Number.NaN);
  if (ms > 0) return ms;
  throw new InvalidArgumentError("It must be a number with s, m or h, such as 30m.");
}

/** Finds faults by their names. */
export function readFaults(text: string): Fault[] {
  return text.split(",").map((name) => {
    const fault = faults.find((each) => each.name === name.trim());
    if (fault) return fault;
    throw new InvalidArgumentError(
      `There is no fault ${name}; there are ${faults.map((each) => each.name).join(", ")}.`,
    );
  });
}
