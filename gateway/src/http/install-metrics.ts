import type { Logger } from "@backroom/kit";
import type { FastifyInstance } from "fastify";
import { Histogram, type Registry } from "prom-client";

/** Counts requests and their seconds by route, and logs each of them at level debug. */
export function installMetrics(app: FastifyInstance, registry: Registry, log: Logger): void {
  const histogram = new Histogram({
    name: "backroom_http_seconds",
    help: "Seconds that HTTP requests took, by method, route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    const seconds = reply.elapsedTime / 1000;
    histogram.labels(request.method, route, String(reply.statusCode)).observe(seconds);
    const line = { method: request.method, path: request.raw.url, status: reply.statusCode };
    log.debug({ ...line, seconds, caller: request.caller.name, requestId: request.id }, "request");
    done();
  });
}
