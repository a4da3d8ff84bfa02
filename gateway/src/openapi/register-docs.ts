import fastifyHelmet from "@fastify/helmet";
import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { Schema } from "./schema.ts";

/** What the page may load: its own files, and nothing else. */
const policy = {
  "default-src": "'self'",
  "base-uri": "'self'",
  "font-src": "'self' data:",
  "frame-ancestors": "'none'",
  "img-src": "'self' data:",
  "object-src": "'none'",
  "script-src": "'self'",
  "script-src-attr": "'none'",
  "style-src": "'self'",
};

/**
 * Registers `/openapi.json` and the page `/docs`, both open to everybody and served offline, in
 * their own scope.
 */
export async function registerDocs(app: FastifyInstance, document: Schema): Promise<void> {
  const text = JSON.stringify(document);
  app.get("/openapi.json", async (_request, reply) =>
    reply.header("content-type", "application/json; charset=utf-8").send(text),
  );
  await app.register(fastifyHelmet, { contentSecurityPolicy: false, hsts: false });
  await app.register(fastifySwagger, {
    mode: "static",
    specification: { document: document as never },
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: "/docs",
    staticCSP: policy,
    uiConfig: {
      persistAuthorization: true,
      displayRequestDuration: true,
      deepLinking: true,
      // The default sends the document to a validator on the internet.
      validatorUrl: null,
      // The default has a bar with a logo that comes with an inline style, which the policy refuses.
      layout: "BaseLayout",
    },
    theme: { title: "Backroom" },
  });
}
