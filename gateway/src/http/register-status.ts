import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { CheckReadiness } from "../readiness.ts";

/**
 * Registers `/healthz` (the process lives), `/readyz` (so do its backends; 503 naming those that
 * do not) and `/metrics` (Prometheus, behind the API key).
 */
export function registerStatus(
  app: FastifyInstance,
  checkReadiness: CheckReadiness,
  registry: Registry,
): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const services = await checkReadiness();
    const isReady = Object.values(services).every((state) => state === "ready");
    reply.status(isReady ? 200 : 503);
    return { status: isReady ? "ready" : "not ready", services };
  });
  app.get("/metrics", async (_request, reply) => {
    reply.header("content-type", registry.contentType);
    return registry.metrics();
  });
}
