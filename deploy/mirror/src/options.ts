import { Command } from "commander";

/** What can be asked of the mirror. */
export type MirrorCommand = "rebuild" | "reconcile" | "status";

/** What the person at the terminal asked for. */
export interface MirrorOptions {
  readonly command: MirrorCommand;
  /** The gRPC target of the sales service, when it was given. */
  readonly sales: string | undefined;
}

const environment = `
Environment:
  SALES_ADDR      where the sales service listens for gRPC, as --sales
  INTERNAL_TOKEN  what a call to it must carry
  BACKROOM_DIR    (.backroom) the folder of the npm start whose address and token are used
                  when those are not set
  GRPC_TLS_CERT, GRPC_TLS_KEY, GRPC_TLS_CA  PEM files, when the service listens encrypted

Exit code: 0 done, or no difference found; 1 differences found and repaired; 2 it could not be done.
Ctrl-C only ends the watching: what was asked for goes on.`;

/** Reads the command line; `--help` and mistakes end the process. */
export function parseOptions(argv: readonly string[]): MirrorOptions {
  let command: MirrorCommand | undefined;
  const program = new Command("npm run mirror --")
    .description("Looks after the mirror of the sales ledger in ClickHouse, of a running Backroom.")
    .option("--sales <target>", "the gRPC target of the sales service, as 127.0.0.1:50053")
    .addHelpText("after", environment);
  const add = (name: MirrorCommand, description: string) =>
    program
      .command(name)
      .description(description)
      .action(() => {
        command = name;
      });
  add(
    "rebuild",
    "fill the whole mirror anew from the ledger, beside the one in service, and exchange them",
  );
  add(
    "reconcile",
    "compare every table with the ledger, report what differs, and repair it (npm run reconcile)",
  );
  add("status", "tell how far the mirror has come, what is being done to it, and what differs");
  program.parse([...argv]);
  if (!command) return program.help({ error: true });
  const { sales } = program.opts<{ sales?: string }>();
  return { command, sales };
}
