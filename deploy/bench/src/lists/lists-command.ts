import { Command, InvalidArgumentError } from "commander";
import { writeSection } from "../write-section.ts";
import { formatLists } from "./format-lists.ts";
import { runListsBench } from "./run-lists-bench.ts";

/** Makes the command that measures lists of sales and searches of products at size. */
export function createListsCommand(say: (message: string) => void): Command {
  return new Command("lists")
    .description(
      "Measures GET /sales with every kind of filter, its exact total included, on the first page and " +
        "the last, and GET /products?q=…, through the gateway, beside PostgreSQL's own count of the same.",
    )
    .option("--sales <n>", "in the ledger, such as 1m or 10m", readSize, 1_000_000)
    .option("--products <n>", "in the catalogue, such as 100k or 1m", readSize, 1_000_000)
    .option("--rounds <n>", "of every question to the gateway", readSize, 25)
    .option("--data <folder>", "keeps the data, and uses what it holds already")
    .option("--write-docs", "writes the tables into deploy/bench")
    .action(async ({ writeDocs: isForDocs, ...options }) => {
      const text = formatLists(await runListsBench(options, say));
      if (isForDocs) await writeSection("lists", text);
      console.log(text);
    });
}

const factors = { "": 1, k: 1_000, m: 1_000_000 } as const;

/** Reads a number above zero, such as 200k or 10m. */
function readSize(text: string): number {
  const [, digits, unit = ""] = /^([0-9]{1,9})([km]?)$/.exec(text.toLowerCase()) ?? [];
  const value = Number(digits) * factors[unit as keyof typeof factors];
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be a number above 0 such as 500, 200k or 10m.");
}
