import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { formatRevenue } from "./report/format-revenue.ts";
import { writeDocs } from "./report/write-docs.ts";
import { runRevenueBench } from "./run-revenue-bench.ts";
import { readSizes } from "./sizes.ts";

const maxRounds = 25;
const defaultSizes = "1m,10m,50m";

/** Makes the command that measures questions about revenue at size. */
export function createRevenueCommand(say: (message: string) => void): Command {
  return new Command("revenue")
    .description(
      "Measures what a dashboard asks about revenue, through the gateway, beside the same SQL on " +
        "PostgreSQL with its best indexes, the service's own queries on ClickHouse without it, and " +
        "ClickHouse's single facts. Five years of sales are made for each size; --data keeps them. " +
        "Of the kept 50m, 27 GB, a run takes a quarter of an hour.",
    )
    .addOption(
      new Option("--sizes <list>", "numbers of sales, such as 200k,1m")
        .argParser(readSizes)
        .default(readSizes(defaultSizes), defaultSizes),
    )
    .option("--data <folder>", "keeps the data of each size, and uses what it holds already")
    .option(
      "--rounds <n>",
      `of every question to the gateway, 1 to ${maxRounds}`,
      readRounds,
      maxRounds,
    )
    .option("--min-slow-rounds <n>", "of the slow ones, PostgreSQL and facts", readRounds, 3)
    .option("--max-slow-seconds <n>", "after which those are asked no more", readSeconds, 4)
    .option("--load-seconds <n>", "of dashboards while sales arrive; 0 for none", readSeconds, 45)
    .option("--only <text>", "only questions whose name holds this")
    .option("--json <file>", "where the figures go", "revenue-bench.json")
    .option("--write-docs", "writes tables and pictures into deploy/bench")
    .action(async ({ json, writeDocs: isForDocs, ...options }) => {
      const result = await runRevenueBench(options, say);
      await writeFile(json, `${JSON.stringify(result, null, 1)}\n`);
      if (isForDocs) await writeDocs(result);
      console.log(formatRevenue(result));
    });
}

function readRounds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= maxRounds) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${maxRounds}.`);
}

function readSeconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0 && value <= 3600) return value;
  throw new InvalidArgumentError("It must be a number from 0 to 3600.");
}
