import type { CallContext, Caller } from "@backroom/kit";
import { Code, ConnectError } from "@connectrpc/connect";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../json/refusal.ts";

/** A call that came in over HTTP, from its first header to its last byte. */
export interface Call {
  readonly context: CallContext;
  /** Rejects as soon as nobody waits any longer. */
  readonly ended: Promise<never>;
}

const timeoutText = /^[1-9][0-9]{0,9}$/;

/**
 * Makes the context of a REST call: its deadline is the caller's `Connect-Timeout-Ms` or the
 * gateway's own, whichever is sooner, and its signal is aborted there and when the caller leaves.
 */
export function openCall(
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
  maxTimeoutMs: number,
): Call {
  const timeoutMs = Math.min(readTimeoutMs(request) ?? maxTimeoutMs, maxTimeoutMs);
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});

  /** Ends the call for those who work on it and for the one who waits. */
  function end(reason: ConnectError): void {
    controller.abort(reason);
    ended.reject(reason);
  }
  const timer = setTimeout(
    () => end(new ConnectError("the deadline has passed", Code.DeadlineExceeded)),
    timeoutMs,
  );
  reply.raw.once("close", () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) end(new ConnectError("the caller left", Code.Canceled));
  });
  const context = {
    caller,
    requestId: request.id,
    signal: controller.signal,
    deadlineMs: Date.now() + timeoutMs,
  };
  return { context, ended: ended.promise };
}

/** Reads how long the caller waits, in milliseconds. */
function readTimeoutMs(request: FastifyRequest): number | undefined {
  const header = request.headers["connect-timeout-ms"];
  if (header === undefined) return undefined;
  if (typeof header === "string" && timeoutText.test(header)) return Number(header);
  throw new Refusal("must be 1 to 9999999999 milliseconds", "connect-timeout-ms");
}
