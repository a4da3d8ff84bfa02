import { ConnectError } from "@connectrpc/connect";
import { findSales } from "./find-sales.ts";
import { parseOptions } from "./options.ts";
import { runCommand } from "./run-command.ts";

// 0: done, or no difference. 1: differences were found and repaired. 2: it could not be done.
try {
  const options = parseOptions(process.argv);
  const channel = findSales(options, process.env);
  try {
    process.exitCode = await runCommand(options.command, channel, console.log);
  } finally {
    channel.close();
  }
} catch (error) {
  console.error(error instanceof ConnectError ? error.message : String(error));
  process.exitCode = 2;
}
