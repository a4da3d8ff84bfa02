import { availableParallelism, loadavg } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { formatImport } from "./import/print-import.ts";
import { runImportBench } from "./import/run-import-bench.ts";
import { createListsCommand } from "./lists/lists-command.ts";
import { formatResult } from "./print-result.ts";
import { createRevenueCommand } from "./revenue/revenue-command.ts";
import { runBench } from "./run-bench.ts";

/** Reads a number above zero. */
function readCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}

/** Says what goes on. */
const say = (message: string) => console.error(message);

const command = new Command("bench");
command
  // Options after the name of a command are that command's, though some have the same names.
  .enablePositionalOptions()
  .description(
    "Measures the gateway in both forms beside a bare Fastify + pg handler that does the same SQL " +
      "on the same stores, in turns, on this machine. The predecessors' figures were taken on the " +
      "machine that Backroom was designed on, and are only a rough comparison elsewhere.",
  )
  .option("--seconds <n>", "of one measurement", readCount, 3)
  .option("--rounds <n>", "of which the median counts", readCount, 3)
  .option("--connections <n>", "that send requests at the same time", readCount, 16)
  .option("--sales <n>", "in the ledger before it begins", readCount, 200_000)
  .action(async (options) => console.log(formatResult(await runBench(options, say))));
command
  .command("import")
  .description("Measures imports by stream in both forms beside COPY of the same rows.")
  .option("--rows <n>", "of each import", readCount, 500_000)
  .action(async ({ rows }) => console.log(formatImport(await runImportBench(rows, say), rows)));
command.addCommand(createListsCommand(say));
command.addCommand(createRevenueCommand(say));

const load = loadavg().map((value) => value.toFixed(1));
console.log(`${availableParallelism()} processors, load before the run ${load.join(", ")}`);
await command.parseAsync();
