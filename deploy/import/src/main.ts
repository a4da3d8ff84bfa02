import { explainFailure } from "./explain-failure.ts";
import { parseOptions } from "./options.ts";
import { formatProblems, formatSummary } from "./report/print-report.ts";
import { startProgress } from "./report/progress.ts";
import { runImport } from "./run-import.ts";

const options = parseOptions(process.argv);
const beganAt = performance.now();
try {
  const { reports, isLoaded } = await runImport(options, startProgress);
  const problems = reports.flatMap(formatProblems);
  if (problems.length > 0) console.error(problems.join("\n"));
  console.log(formatSummary(reports, (performance.now() - beganAt) / 1000));
  if (options.isDryRun) console.log("A dry run: nothing was sent.");
  else if (!isLoaded) console.log("There are bad rows, and --strict: nothing went in.");
  if (problems.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(explainFailure(error, options));
  process.exitCode = 1;
}
