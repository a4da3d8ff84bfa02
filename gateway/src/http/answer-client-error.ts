import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { Code } from "@connectrpc/connect";
import { answerError, HttpError } from "./error-answer.ts";

/** What Node's HTTP parser finds wrong before there is a request. */
const problems: Readonly<Record<string, HttpError>> = {
  HPE_HEADER_OVERFLOW: new HttpError(431, Code.ResourceExhausted, "headers: are too large"),
  ERR_HTTP_REQUEST_TIMEOUT: new HttpError(
    408,
    Code.DeadlineExceeded,
    "the request came too slowly",
  ),
};
const notHttp = new HttpError(400, Code.InvalidArgument, "the request is not valid HTTP");

/** Answers what is not a readable HTTP request, in the shape of every other error, and hangs up. */
export function answerClientError(thrown: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || thrown.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const { status, body } = answerError(problems[thrown.code ?? ""] ?? notHttp);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
