import type { IncomingMessage, ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import { type ClickHouseError, toClickHouseError } from "./clickhouse-error.ts";
import type { Engine, RunContext } from "./engine.ts";
import type { NativeResult } from "./native.ts";
import type { ResultPipe } from "./pipes.ts";
import { formatLateError, openReplyBody, openResult, sendError, summarize } from "./reply.ts";
import type { ReplyCoder } from "./reply-coder.ts";
import type { OutputShape } from "./statement.ts";

/** So much of a result is held back, so that a failure or the counts can still go into the headers. */
const heldBackBytes = 256 * 1024;

/** One statement with rows as its answer, and where the rows go. */
export interface OutputRun {
  engine: Engine;
  /** The statement as Latin-1. */
  sql: string;
  shape: OutputShape;
  context: RunContext;
  pipe: ResultPipe;
  request: IncomingMessage;
  response: ServerResponse;
  /** Turns what the engine writes into what the client has asked for. */
  coder: ReplyCoder;
  /** Whether the client takes a compressed answer. */
  isCompressible: boolean;
}

/** Runs a statement and sends its rows while they are made; memory stays bounded whatever their number. */
export async function runOutput(run: OutputRun): Promise<void> {
  const { engine, shape, context, pipe, request, response, coder } = run;
  const format = shape.format ?? context.format;
  const tag = openResult(response, format);

  let failure: ClickHouseError | undefined;
  let result: NativeResult | undefined;
  const statement = addTarget(run, format);
  const ended = engine.run(statement, { ...context, format }).then(
    (value) => {
      result = value;
    },
    (error: unknown) => {
      failure ??= toClickHouseError(error);
    },
  );
  const finished = ended.then(() => pipe.finish());

  const held: Buffer[] = [];
  let heldBytes = 0;
  let body: Writable | undefined;
  const start = () => {
    if (body) return body;
    response.setHeader("X-ClickHouse-Summary", summarize(result, heldBytes));
    if (result) response.setHeader("Content-Length", heldBytes);
    body = openReplyBody(request, response, run.isCompressible);
    for (const chunk of held.splice(0)) body.write(chunk);
    return body;
  };
  let isCodable = true;
  const encode = (step: () => Buffer) => {
    try {
      return isCodable ? step() : Buffer.alloc(0);
    } catch (error) {
      isCodable = false;
      failure ??= toClickHouseError(error);
      engine.cancel(context.runId).catch(() => {}); // Its rows are of no use to anyone.
      return Buffer.alloc(0);
    }
  };
  for await (const piece of pipe.reader as AsyncIterable<Buffer>) {
    if (response.destroyed) continue; // The client has left; the statement is being cancelled.
    const chunk = encode(() => coder.push(piece));
    if (!body && heldBytes + chunk.length <= heldBackBytes) {
      held.push(chunk);
      heldBytes += chunk.length;
      continue;
    }
    const target = start();
    if (!target.write(chunk)) await drained(target, response);
  }
  await finished;
  if (response.destroyed) return;
  const rest = failure ? Buffer.alloc(0) : encode(() => coder.end());
  if (body) body.write(rest);
  else held.push(rest);
  heldBytes += rest.length;
  if (failure && !body) return sendError(response, failure, engine.version);
  const target = start();
  if (!failure) target.end();
  else endBroken(target, response, coder.wrap(formatLateError(failure, engine.version, tag)));
}

/** Ends a body that is not whole: with the error for clients that look for it, and cut off for all others. */
function endBroken(target: Writable, response: ServerResponse, error: Buffer): void {
  if (target === response) response.write(error, () => response.socket?.destroySoon());
  else target.end(error);
}

/** Turns the output into the pipe. What stands behind FORMAT (settings) stays where it is. */
function addTarget({ sql, shape, pipe }: OutputRun, format: string): string {
  const head = sql.slice(0, shape.formatStart);
  const tail =
    shape.format === undefined ? `FORMAT ${format}` : sql.slice(shape.formatStart, shape.end);
  const decoded = (text: string) => Buffer.from(text, "latin1").toString();
  return `${decoded(head)}\nINTO OUTFILE '${pipe.path}' TRUNCATE ${decoded(tail)}`;
}

/** Waits until more can be written, or the client has left. */
function drained(target: Writable, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      target.off("drain", done);
      response.off("close", done);
      resolve();
    };
    target.once("drain", done);
    response.once("close", done);
    if (response.destroyed) done();
  });
}
