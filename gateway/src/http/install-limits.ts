import { getHeapStatistics } from "node:v8";
import { Code, ConnectError } from "@connectrpc/connect";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyUnderPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import type { GatewayConfig } from "../config.ts";
import { HttpError } from "./error-answer.ts";
import { limitArrival } from "./limit-arrival.ts";

/** The share of the heap beyond which new requests are turned away rather than risk the process. */
const maxHeapShare = 0.9;

/**
 * Installs what keeps one caller, or all of them together, from exhausting the process.
 *
 * @param streamPaths the routes whose bodies may be of any length and take any time.
 * With `maxEventLoopDelayMs` or `rateLimitPerMinute` 0 that limit is off.
 */
export async function installLimits(
  app: FastifyInstance,
  { bodyLimitBytes, maxEventLoopDelayMs, rateLimitPerMinute, requestTimeoutMs }: GatewayConfig,
  streamPaths: ReadonlySet<string>,
): Promise<void> {
  await app.register(fastifyUnderPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * maxHeapShare,
    pressureHandler: () => {
      throw new ConnectError("the gateway is overloaded just now", Code.Unavailable);
    },
  });
  app.addHook("onRequest", async ({ raw }) => {
    const encoding = raw.headers["content-encoding"] ?? "identity";
    if (encoding === "identity") return;
    throw new HttpError(415, Code.InvalidArgument, "content-encoding: must be absent or identity");
  });
  // Fastify would refuse it too, but cut off who is still sending, and who then never reads why.
  app.addHook("onRequest", async ({ raw, routeOptions }) => {
    if (streamPaths.has(routeOptions.url ?? "")) return;
    limitArrival(raw, requestTimeoutMs);
    if (Number(raw.headers["content-length"] ?? 0) <= bodyLimitBytes) return;
    throw new HttpError(413, Code.ResourceExhausted, "body: is too large");
  });
  if (rateLimitPerMinute === 0) return;
  await app.register(fastifyRateLimit, {
    max: rateLimitPerMinute,
    timeWindow: 60_000,
    addHeadersOnExceeding: {
      "x-ratelimit-limit": false,
      "x-ratelimit-remaining": false,
      "x-ratelimit-reset": false,
    },
    keyGenerator: (request) => request.caller.name,
    errorResponseBuilder: (_request, { max, after }) =>
      new HttpError(
        429,
        Code.ResourceExhausted,
        `this key may make ${max} requests a minute; try again in ${after}`,
      ),
  });
}
