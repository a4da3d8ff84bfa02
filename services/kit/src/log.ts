import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** What LOG_LEVEL can be: pino's levels. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/**
 * Makes the logger of a process: one JSON object a line on standard output.
 *
 * @param wanted one of the levels. Anything else counts as `info`, so that there is a log to say
 * what is wrong with the configuration.
 */
export function createLog(name: string, wanted: string | undefined): Logger {
  const level = logLevels.find((each) => each === wanted) ?? "info";
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
