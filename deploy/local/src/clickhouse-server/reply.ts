import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, type Writable } from "node:stream";
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from "node:zlib";
import type { ClickHouseError } from "./clickhouse-error.ts";
import { toContentType } from "./formats.ts";
import { toHttpStatus } from "./http-status.ts";
import type { NativeResult } from "./native.ts";

/** Counts of one statement, as the header X-ClickHouse-Summary carries them. */
export interface Summary {
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
  resultBytes: number;
  /** Seconds. */
  elapsed: number;
}

/** Formats the counts as JSON; numbers are strings, as ClickHouse sends them. */
export function formatSummary(summary: Partial<Summary>): string {
  const { readRows = 0, readBytes = 0, writtenRows = 0, writtenBytes = 0 } = summary;
  const { resultBytes = 0, elapsed = 0 } = summary;
  return JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: String(writtenRows),
    written_bytes: String(writtenBytes),
    total_rows_to_read: "0",
    result_rows: "0",
    result_bytes: String(resultBytes),
    elapsed_ns: String(Math.round(elapsed * 1e9)),
  });
}

/** Formats the counts of a statement that answers rows, and how many bytes of them are sent. */
export function summarize(result: NativeResult | undefined, resultBytes: number): string {
  if (!result) return formatSummary({});
  const { rowsRead: readRows, bytesRead: readBytes, elapsed } = result;
  return formatSummary({ readRows, readBytes, elapsed, resultBytes });
}

/** Sets the headers of every result, and answers the tag by which a client finds an error in its midst. */
export function openResult(response: ServerResponse, format: string): string {
  const tag = randomBytes(8).toString("hex");
  response.setHeader("X-ClickHouse-Format", format);
  response.setHeader("X-ClickHouse-Exception-Tag", tag);
  response.setHeader("Content-Type", toContentType(format));
  return tag;
}

/** Answers with an error, if nothing has been sent yet. */
export function sendError(response: ServerResponse, error: ClickHouseError, version: string): void {
  if (response.headersSent || response.destroyed) return;
  response.removeHeader("Content-Encoding");
  response.removeHeader("Content-Length");
  response.statusCode = error.status ?? toHttpStatus(error.code);
  response.setHeader("X-ClickHouse-Exception-Code", error.code);
  response.setHeader("Content-Type", "text/plain; charset=UTF-8");
  response.end(`${error.format(version)}\n`);
}

/** The block that tells a client in the middle of a result that there is no more; see its tag's header. */
export function formatLateError(error: ClickHouseError, version: string, tag: string): string {
  const message = `${error.format(version)}\n`;
  const length = Buffer.byteLength(message);
  return `\r\n__exception__\r\n${tag}\r\n${message}${length} ${tag}\r\n__exception__\r\n`;
}

/** Chooses the compression both sides want, sets its header and answers what to write the body into. */
export function openReplyBody(
  request: IncomingMessage,
  response: ServerResponse,
  isEnabled: boolean,
): Writable {
  const accepted = isEnabled ? String(request.headers["accept-encoding"] ?? "") : "";
  const encoding = ["gzip", "zstd", "br", "deflate"].find((name) => accepted.includes(name));
  if (encoding === undefined) return response;
  response.setHeader("Content-Encoding", encoding);
  response.removeHeader("Content-Length");
  const encoder = createEncoder(encoding);
  pipeline(encoder, response, () => {}); // A failure shows as the response's close.
  return encoder;
}

function createEncoder(encoding: string) {
  switch (encoding) {
    case "gzip":
      return createGzip({ level: 3 });
    case "zstd":
      return createZstdCompress();
    case "br":
      return createBrotliCompress();
    default:
      return createDeflate({ level: 3 });
  }
}
