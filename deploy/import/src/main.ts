import { explainFailure, stoppedText } from "./explain-failure.ts";
import { parseOptions } from "./options.ts";
import { formatProblems, formatSummary } from "./report/print-report.ts";
import { startProgress } from "./report/progress.ts";
import { runImport } from "./run-import.ts";

const options = parseOptions(process.argv);
const stop = new AbortController();
// The second time, the signal ends the process as it would have the first.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
const beganAt = performance.now();
try {
  const { reports, isLoaded } = await runImport(options, startProgress, stop.signal);
  const problems = reports.flatMap(formatProblems);
  if (problems.length > 0) console.error(problems.join("\n"));
  console.log(formatSummary(reports, (performance.now() - beganAt) / 1000));
  if (options.isDryRun) console.log("A dry run: nothing was sent.");
  else if (!isLoaded) console.log("There are bad rows, and --strict: nothing went in.");
  if (problems.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(stop.signal.aborted ? stoppedText : explainFailure(error, options));
  process.exitCode = stop.signal.aborted ? 130 : 1;
}
