import { getHeapStatistics } from "node:v8";
import { Code, ConnectError } from "@connectrpc/connect";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyUnderPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import { HttpError } from "./error-answer.ts";

/** Beyond this delay the process no longer answers in a useful time, and sheds load. */
const maxEventLoopDelayMs = 2_000;

/** The share of the heap beyond which new requests are turned away rather than risk the process. */
const maxHeapShare = 0.9;

/**
 * Installs what keeps one caller, or all of them together, from exhausting the process, and the
 * headers that keep browsers safe.
 *
 * @param rateLimitPerMinute how many requests one key may make in a minute; 0 for no limit.
 */
export async function installLimits(
  app: FastifyInstance,
  rateLimitPerMinute: number,
): Promise<void> {
  await app.register(fastifyHelmet, { hsts: false });
  await app.register(fastifyUnderPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * maxHeapShare,
    pressureHandler: () => {
      throw new ConnectError("the gateway is overloaded just now", Code.Unavailable);
    },
  });
  if (rateLimitPerMinute === 0) return;
  await app.register(fastifyRateLimit, {
    max: rateLimitPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.caller.name,
    errorResponseBuilder: (_request, { max, after }) =>
      new HttpError(
        429,
        Code.ResourceExhausted,
        `this key may make ${max} requests a minute; try again in ${after}`,
      ),
  });
}
