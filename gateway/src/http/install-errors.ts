import type { Logger } from "@backroom/kit";
import { Code } from "@connectrpc/connect";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerError, findRetrySeconds, HttpError, isOwnFault } from "./error-answer.ts";

/** Finds the methods that a path answers; empty for a path that does not exist. */
export type FindMethods = (path: string) => readonly string[];

const rpcPath = /^\/[a-z][a-z0-9_.]*\.v[0-9]+\.[A-Za-z0-9]+\/[A-Za-z0-9]+\/?$/;

/** Sends an error in Connect's shape, and logs it when it is the gateway's own fault. */
export function sendError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): FastifyReply {
  const { status, body, error } = answerError(thrown);
  if (error !== thrown && isOwnFault(error)) {
    log.error({ err: thrown, path: request.raw.url, requestId: request.id }, "request failed");
  }
  for (const [name, value] of error.metadata) reply.header(name, value);
  // Hanging up on a client that is still sending would cost it this answer: the rest of the body
  // is read and thrown away instead, for as long as the request may take.
  if (!request.raw.complete) {
    reply.removeHeader("connection");
    request.raw.resume();
  }
  const retrySeconds = findRetrySeconds(error);
  // Whoever limits a key has said already when it may call again.
  if (retrySeconds !== undefined && !reply.hasHeader("retry-after")) {
    reply.header("retry-after", String(retrySeconds));
  }
  return reply.status(status).header("content-type", "application/json; charset=utf-8").send(body);
}

/** Makes every error of the app, its routing included, answer in Connect's shape. */
export function installErrors(app: FastifyInstance, log: Logger, findMethods: FindMethods): void {
  app.setErrorHandler((thrown, request, reply) => sendError(thrown, request, reply, log));
  app.setNotFoundHandler((request, reply) => {
    const path = (request.raw.url ?? "").split("?", 1)[0] ?? "";
    const methods = findMethods(path);
    if (methods.length > 0) {
      reply.header("allow", methods.join(", "));
      throw new HttpError(405, Code.Unimplemented, `${request.method} is not allowed here`);
    }
    if (rpcPath.test(path)) throw new HttpError(404, Code.Unimplemented, "there is no such rpc");
    throw new HttpError(404, Code.NotFound, "there is no such path");
  });
}
