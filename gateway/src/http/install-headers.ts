import type { FastifyInstance } from "fastify";

/** What every answer of the API says to browsers: it is data, not a page, and not to be kept. */
const headers = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/**
 * Sends with every answer the name of its request, as logs have it, and the headers that keep
 * browsers safe; pages send their own instead.
 */
export function installHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(headers).header("x-request-id", request.id);
    done();
  });
}
