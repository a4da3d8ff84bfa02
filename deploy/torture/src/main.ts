import { faults } from "./faults/list-faults.ts";
import { readOptions } from "./options.ts";
import { runTorture } from "./run-torture.ts";
import { summarize } from "./summarize.ts";

const options = readOptions(process.argv.slice(2));
if (options.list) {
  for (const { name, about } of faults) console.log(`${name.padEnd(18)} ${about}`);
} else {
  const ended = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => ended.abort());
  }
  const result = await runTorture(options, (text) => console.log(text), ended.signal);
  console.log(summarize(options.seed, result));
  if (result.failed.length > 0) process.exitCode = 1;
}
