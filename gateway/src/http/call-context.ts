import type { CallContext } from "@backroom/kit";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../json/refusal.ts";
import { beginLife, type CallLife } from "./call-life.ts";

/** A call that came in over HTTP, from its first header to its last byte. */
export interface Call {
  readonly context: CallContext;
  readonly life: CallLife;
}

const timeoutText = /^[1-9][0-9]{0,9}$/;

/**
 * Opens a REST call: its deadline is the caller's `Connect-Timeout-Ms` or the gateway's own,
 * whichever is sooner, and its signal is aborted there and when the caller leaves.
 */
export function openCall(request: FastifyRequest, reply: FastifyReply, maxTimeoutMs: number): Call {
  const life = beginLife(Math.min(readTimeoutMs(request) ?? maxTimeoutMs, maxTimeoutMs));
  reply.raw.once("close", () => {
    if (reply.raw.writableFinished) life.finish();
    else life.leave();
  });
  const { signal, deadlineMs } = life;
  const context = { caller: request.caller, requestId: request.id, signal, deadlineMs };
  return { context, life };
}

/** Reads how long the caller waits, in milliseconds. */
function readTimeoutMs(request: FastifyRequest): number | undefined {
  const header = request.headers["connect-timeout-ms"];
  if (header === undefined) return undefined;
  if (typeof header === "string" && timeoutText.test(header)) return Number(header);
  throw new Refusal("must be 1 to 9999999999 milliseconds", "connect-timeout-ms");
}
