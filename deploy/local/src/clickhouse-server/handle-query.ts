import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Admission } from "./admission.ts";
import { ClickHouseError } from "./clickhouse-error.ts";
import type { Engine, RunContext } from "./engine.ts";
import type { ResultPipe } from "./pipes.ts";
import { readParameters } from "./read-parameters.ts";
import { formatSummary } from "./reply.ts";
import { createReplyCoder } from "./reply-coder.ts";
import { readAll } from "./request-body.ts";
import { runInsert, spoolRows } from "./run-insert.ts";
import { runOutput } from "./run-output.ts";
import { mayBeCut, runWhole } from "./run-whole.ts";
import { checkAnalystStatement, readSettings } from "./settings.ts";
import { readStatement } from "./statement.ts";
import { header, type User } from "./users.ts";

/** What a server lends to each query. */
export interface Workbench {
  engine: Engine;
  admissions: Record<User["role"], Admission>;
  openPipe: () => ResultPipe;
  /** Where the rows of INSERTs wait. */
  spoolFolder: string;
  maxQueryBytes: number;
  maxBodyBytes: number;
}

/** Runs the query of one request and answers it. Every failure is thrown before anything is sent. */
export async function handleQuery(
  bench: Workbench,
  user: User,
  request: IncomingMessage,
  response: ServerResponse,
  url: URLSearchParams,
  signal: AbortSignal,
): Promise<void> {
  const { engine } = bench;
  const { parameters, body } = await readParameters(request, url, bench.maxQueryBytes);
  const settings = readSettings(parameters, user, request.method === "GET");
  const asked = Buffer.from(parameters.get("query") ?? "");
  const joint = Buffer.from(asked.length > 0 && body.head.length > 0 ? "\n" : "");
  const head = Buffer.concat([asked, joint, body.head]);
  const sql = head.toString("latin1");
  const statement = readStatement(sql);
  if (user.role === "analyst") checkAnalystStatement(statement, engine.tableFunctions);

  const context: RunContext = {
    runId: randomUUID(),
    settings,
    database: parameters.get("database") ?? header(request, "x-clickhouse-database"),
    format:
      header(request, "x-clickhouse-format") ?? parameters.get("default_format") ?? "TabSeparated",
  };
  if (!/^\w+$/.test(context.format))
    throw new ClickHouseError(73, "UNKNOWN_FORMAT", `Unknown format ${context.format}`);
  const cancel = () => {
    engine.cancel(context.runId).catch((error) => console.error(String(error)));
  };
  signal.addEventListener("abort", cancel);

  const { shape } = statement;
  let rowsFile: string | undefined;
  let leave: (() => void) | undefined;
  try {
    if (shape.kind === "insert") {
      const rows = readAll(head.subarray(shape.dataStart), body.rest, bench.maxBodyBytes);
      const spooled = await spoolRows(bench.spoolFolder, context.runId, rows, signal);
      rowsFile = spooled.path;
      leave = await bench.admissions[user.role].enter(signal);
      const { rows: writtenRows, elapsed } = await runInsert(engine, sql, shape, rowsFile, context);
      sendNothing(response, formatSummary({ writtenRows, writtenBytes: spooled.bytes, elapsed }));
      return;
    }
    if (!body.isComplete) throw tooLargeQuery(bench.maxQueryBytes);
    leave = await bench.admissions[user.role].enter(signal);
    if (shape.kind === "command") {
      const text = head.subarray(0, shape.end).toString();
      const { bytes, elapsed } = await engine.run(text, context);
      sendNothing(response, formatSummary({ elapsed }), bytes);
      return;
    }
    const isCompressible = parameters.get("enable_http_compression") === "1";
    const coder = createReplyCoder(parameters, shape.format ?? context.format);
    const output = { engine, sql, shape, context, coder, request, response, isCompressible };
    // The engine counts a constant once, however many rows repeat it, so an analyst could fill the memory.
    const isWhole =
      user.role !== "analyst" &&
      parameters.get("wait_end_of_query") === "1" &&
      !mayBeCut(settings, statement.hasSettings);
    if (isWhole && (await runWhole(output))) return;
    signal.throwIfAborted();
    const pipe = bench.openPipe();
    try {
      await runOutput({ ...output, pipe });
    } finally {
      pipe.release();
    }
  } finally {
    leave?.();
    if (rowsFile) await rm(rowsFile, { force: true });
  }
}

function sendNothing(response: ServerResponse, summary: string, bytes?: Buffer): void {
  response.setHeader("X-ClickHouse-Summary", summary);
  response.setHeader("Content-Type", "text/plain; charset=UTF-8");
  response.end(bytes);
}

function tooLargeQuery(maxBytes: number): ClickHouseError {
  const message = `Max query size exceeded (can be increased with the max_query_size setting): ${maxBytes} bytes`;
  return new ClickHouseError(229, "QUERY_IS_TOO_LARGE", message);
}
