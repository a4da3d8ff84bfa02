import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";

/** What the person at the terminal asked for. */
export interface LaunchOptions {
  /** One process a service instead of one for all. */
  split: boolean;
  /** Throw all data away first. */
  fresh: boolean;
  /** Load demo data when the database is new. */
  demo: boolean;
  /** Where data, secrets and logs are kept. */
  dir: string;
}

const defaultDir = fileURLToPath(new URL("../../../../.backroom", import.meta.url));

/** Reads the command line and BACKROOM_DIR; `--help` and mistakes end the process. */
export function readOptions(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): LaunchOptions {
  const command = new Command("npm start --")
    .description("Starts Backroom with everything it needs, and stops it all on Ctrl-C.")
    .option("--split", "run one process a service, talking gRPC, instead of one for all", false)
    .option("--fresh", "throw away all data first", false)
    .option("--no-demo", "do not load demo data into a new database")
    .addHelpText(
      "after",
      `
Environment:
  GATEWAY_PORT (8000), CATALOG_PORT (50051), INVENTORY_PORT (50052), SALES_PORT (50053),
  POSTGRES_PORT (54329), CLICKHOUSE_PORT (8123): ports on 127.0.0.1. A default that is taken is
  replaced by the next free one; a port that is set must be free.
  API_KEYS (123): the keys the gateway accepts.
  BACKROOM_DIR (.backroom): where data, secrets and logs are kept.`,
    )
    .allowExcessArguments(false)
    .parse(argv);
  const { split, fresh, demo } = command.opts<Omit<LaunchOptions, "dir">>();
  return { split, fresh, demo, dir: resolve(environment.BACKROOM_DIR || defaultDir) };
}
