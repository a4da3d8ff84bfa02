import { Command, InvalidArgumentError, Option } from "commander";
import type { FileKind } from "./columns/fields.ts";
import { type Mapping, parseMapping } from "./columns/parse-mapping.ts";
import type { Encoding } from "./csv/decode-line.ts";
import { type Reading, unnamed } from "./rows/reading.ts";
import { addRuleOptions, readRules } from "./rule-options.ts";

/** What the command was asked to do. */
export interface ImportOptions extends Reading {
  /** The path of each kind of file that is to be loaded; `-` for standard input. */
  readonly files: Partial<Record<FileKind, string>>;
  readonly url: string;
  readonly key: string;
  readonly isStrict: boolean;
  readonly isDryRun: boolean;
}

const examples = `
Files are CSV with a header. The usual column names are found by themselves:
  products  sku, name, description, category, price
  stock     sku (or product_id), channel, quantity, reorder_level
  sales     order_ref, sku (or product_id), channel, quantity, unit_price, total_amount, sale_date

Products are known by their SKU, stock by SKU and channel, sales by all that their row says:
importing a file again changes nothing, and identical rows within one file each count. An empty
cell leaves what is there. Imported sales are history: they count as revenue and move no stock.

What is negative gives something back. What cannot be read in one way only is refused with its line
and the reason, and the other rows go in; deploy/import/README.md has the rule for each kind of dirt.
An import of sales that was stopped or killed goes on when the same command is given again.

Examples:
  npm run import -- --products products.csv --stock stock.csv --sales sales.csv
  npm run import -- --sales orders.csv --map sales.sale_date=When --map sku=Code --date-format mdy
  gunzip -c sales.csv.gz | npm run --silent import -- --sales - --channel web --time-zone Europe/Berlin
  npm run import -- --products export.csv --encoding latin1 --decimal comma --dry-run
`;

/**
 * Reads the command line. Prints help or what is wrong and ends the process when there is nothing
 * to run.
 */
export function parseOptions(argv: readonly string[]): ImportOptions {
  const command = new Command("import")
    .description("Loads products, stock and sales from CSV files into a running Backroom.")
    .option("--products <file>", "products to create or bring up to date; - for standard input")
    .option("--stock <file>", "stock items to create or bring up to date; - for standard input")
    .option("--sales <file>", "sales to record; - for standard input")
    .option("--map <field=column>", "the column of a field, if its name is unusual", addMapping)
    .option("--strict", "load nothing at all if any row is bad")
    .option("--dry-run", "read and check the files, send nothing")
    .addOption(url())
    .addOption(
      new Option("--key <key>", "an API key").env("BACKROOM_API_KEY").default("123", "123"),
    )
    .option("--channel <name>", "the channel of rows that name none", "default")
    .option("--time-zone <zone>", "the IANA zone of dates (default: the store's)", readZone)
    .option("--delimiter <character>", "between cells (default: as in the header)", readDelimiter)
    .addOption(encoding())
    .addHelpText("after", examples)
    .showHelpAfterError("(--help shows examples)");
  addRuleOptions(command).parse(argv);
  const { map, strict, dryRun, products, stock, sales, ...rest } = command.opts();
  const paths = Object.entries({ products, stock, sales }).filter(([, path]) => path !== undefined);
  if (paths.length === 0) command.error("error: name a file with --products, --stock or --sales");
  if (paths.filter(([, path]) => path === "-").length > 1) {
    command.error("error: only one file can come from standard input");
  }
  if (rest.createProducts !== (rest.category !== undefined || undefined)) {
    command.error("error: --create-products and --category need each other");
  }
  return {
    files: Object.fromEntries(paths),
    mappings: rest.createProducts ? (map ?? []) : [...(map ?? []), unnamed],
    url: rest.url,
    key: rest.key,
    delimiter: rest.delimiter,
    encoding: rest.encoding,
    rules: readRules(rest, rest.timeZone),
    newCategory: rest.category,
    isStrict: strict ?? false,
    isDryRun: dryRun ?? false,
  };
}

/** The option that says how to read bytes. */
function encoding(): Option {
  const names: readonly Encoding[] = ["utf-8", "latin1", "windows-1252"];
  return new Option("--encoding <name>", "of the files").choices(names).default("utf-8");
}

/** The option that says where Backroom is. */
function url(): Option {
  const fallback = "http://127.0.0.1:8000";
  return new Option("--url <url>", "where Backroom is").env("BACKROOM_URL").default(fallback);
}

/** Reads one --map and adds it to those before. */
function addMapping(text: string, before: Mapping[] = []): Mapping[] {
  try {
    return [...before, parseMapping(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** Reads a delimiter: one character, or \t. */
function readDelimiter(text: string): string {
  const delimiter = text === "\\t" ? "\t" : text;
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgumentError("It must be one character, or \\t.");
}

/** Reads the name of a time zone. */
function readZone(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("There is no such time zone; Europe/Berlin is one.");
  }
}
