import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, onTestFinished, test } from "vitest";
import { connectBackroom } from "./connect.ts";
import { isLost } from "./is-passing.ts";
import { retry } from "./retry.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const hangUp: Answer = (request) => request.socket.destroy();

function answerError(status: number, code: string): Answer {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ code, message: "as it is" }));
  };
}

/** Answers as a door does whose patience with a request has ended, which knows nothing of Connect. */
const giveUp: Answer = (_request, response) => {
  response.writeHead(408, { connection: "close" });
  response.end();
};

/** Calls a server that answers so, one request after the other, until the call is not repeated. */
async function callThrough(answers: readonly Answer[]) {
  let requests = 0;
  const server = createServer((request, response) => answers[requests++]?.(request, response));
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { catalog } = connectBackroom({ url: `http://127.0.0.1:${port}`, key: "123" });
  const error = await retry(() => catalog.listProducts({}), { maxElapsedMs: 20_000 }).catch(
    (reason: unknown) => reason,
  );
  return { requests, error: ConnectError.from(error) };
}

test("calls again when the server was killed in the middle, or is not ready", async () => {
  const { requests, error } = await callThrough([
    hangUp,
    answerError(503, "unavailable"),
    hangUp,
    giveUp,
    answerError(404, "not_found"),
  ]);
  expect(requests).toBe(5);
  expect(error.code).toBe(Code.NotFound);
});

test("does not repeat what the server cannot do", async () => {
  const { requests, error } = await callThrough([answerError(500, "internal"), hangUp]);
  expect(requests).toBe(1);
  expect(error.code).toBe(Code.Internal);
});

test("knows a lost connection by any of the causes", () => {
  const pipe = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
  expect(isLost(new ConnectError("", Code.Internal, {}, [], new Error("", { cause: pipe })))).toBe(
    true,
  );
  expect(isLost(new ConnectError("", Code.Aborted))).toBe(false);
});
