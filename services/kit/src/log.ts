import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/**
 * Makes the logger of a process: one JSON object a line on standard output.
 *
 * @param level a pino level such as `info` or `silent`.
 */
export function createLog(name: string, level: string): Logger {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
