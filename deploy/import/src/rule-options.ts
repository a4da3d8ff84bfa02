import { type Command, Option, type OptionValues } from "commander";
import type { RowRules } from "./rows/row-rules.ts";

/** Adds the options that say what becomes of rows that shops treat differently. */
export function addRuleOptions(command: Command): Command {
  const choose = (flags: string, text: string, choices: readonly string[], fallback?: string) =>
    command.addOption(new Option(flags, text).choices(choices).default(fallback));
  choose("--date-format <order>", "of dates", ["iso", "dmy", "mdy", "ymd"], "iso");
  choose("--decimal <sign>", "before the cents (default: a point, and doubt refused)", [
    "point",
    "comma",
  ]);
  command.option("--round", "round amounts with more than four digits after the point");
  choose("--returns <rule>", "rows of negative quantity", ["refund", "refuse", "skip"], "refund");
  choose("--zero-price <rule>", "sales for nothing", ["keep", "refuse", "skip"], "keep");
  choose("--repeated <rule>", "sales that say the same as one before", ["keep", "skip"], "keep");
  choose("--sku-case <rule>", "fold: case does not count in SKUs", ["exact", "fold"], "exact");
  choose("--missing-name <rule>", "products without one", ["refuse", "sku"], "refuse");
  return command
    .option("--create-products", "make the products that a sales file has and the catalogue not")
    .option("--category <name>", "the category of products that --create-products makes");
}

/** Reads the rules from the options. */
export function readRules(options: OptionValues, timeZone: string | undefined): RowRules {
  return {
    channel: options.channel,
    timeZone,
    dateFormat: options.dateFormat,
    decimal: options.decimal,
    isRounding: options.round ?? false,
    returns: options.returns,
    zeroPrice: options.zeroPrice,
    repeated: options.repeated,
    skuCase: options.skuCase,
    missingName: options.missingName,
  };
}
