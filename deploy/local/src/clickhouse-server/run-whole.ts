import { ClickHouseError } from "./clickhouse-error.ts";
import type { NativeResult } from "./native.ts";
import { openReplyBody, openResult, summarize } from "./reply.ts";
import type { OutputRun } from "./run-output.ts";

/** Results of more bytes, as columns in the engine, are not held in memory; as text they may be longer. */
const maxWholeBytes = 16 * 1024 * 1024;

const tooManyRowsOrBytes = 396;

/**
 * Runs a statement and sends its rows once all are made, which spares a small result the way through a
 * pipe. Answers false, and sends nothing, when the result is too large to be held. It is for statements
 * that are trusted: a few columns can be a text of any length.
 */
export async function runWhole(run: Omit<OutputRun, "pipe">): Promise<boolean> {
  const { engine, sql, shape, context, coder, request, response } = run;
  const format = shape.format ?? context.format;
  const settings = limitResult(context.settings);
  const statement = Buffer.from(sql.slice(0, shape.end), "latin1").toString();
  let result: NativeResult;
  try {
    result = await engine.run(statement, { ...context, settings, format });
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === tooManyRowsOrBytes) return false;
    throw error;
  }
  if (response.destroyed) return true;
  const body = Buffer.concat([coder.push(result.bytes), coder.end()]);
  openResult(response, format);
  response.setHeader("X-ClickHouse-Summary", summarize(result, body.length));
  response.setHeader("Content-Length", body.length);
  openReplyBody(request, response, run.isCompressible).end(body);
  return true;
}

/** Lowers the limit of a result's size; it stands before `readonly`, after which nothing can be set. */
function limitResult(settings: ReadonlyMap<string, string>): Map<string, string> {
  const limited = new Map([["max_result_bytes", ""], ...settings]);
  const own = Number(limited.get("max_result_bytes")) || maxWholeBytes;
  return limited.set("max_result_bytes", String(Math.min(own, maxWholeBytes)));
}

/** Whether a result may be cut off at a limit in silence; then the limit must be the client's alone. */
export function mayBeCut(settings: ReadonlyMap<string, string>, hasSettings: boolean): boolean {
  return hasSettings || (settings.get("result_overflow_mode") ?? "throw") !== "throw";
}
