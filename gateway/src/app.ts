import { randomUUID } from "node:crypto";
import { getHeapStatistics } from "node:v8";
import type { Backend, Logger } from "@backroom/kit";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyUnderPressure from "@fastify/under-pressure";
import { Code, ConnectError } from "@connectrpc/connect";
import Fastify, { type FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { GatewayConfig } from "./config.ts";
import { registerConnect } from "./connect/register-connect.ts";
import { installErrors, sendError } from "./http/install-errors.ts";
import { installKeyCheck } from "./http/install-key-check.ts";
import { KeyRing } from "./http/key-ring.ts";
import { publicServices } from "./public-services.ts";
import { listBindings } from "./rest/binding.ts";
import { compileFindMethods } from "./rest/find-methods.ts";
import { registerRest } from "./rest/register-rest.ts";

/** What the gateway is made of. */
export interface GatewayDeps {
  /** Who serves each service, by its full name. */
  readonly backends: ReadonlyMap<string, Backend>;
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly registry: Registry;
}

/** Makes the gateway. It does not listen. */
export async function createGateway(deps: GatewayDeps): Promise<FastifyInstance> {
  const { backends, config, log } = deps;
  const app = Fastify({
    logger: false,
    bodyLimit: config.bodyLimitBytes,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 512 },
    genReqId: () => randomUUID(),
    frameworkErrors: (thrown, request, reply) => sendError(thrown, request, reply, log),
  });
  const keys = new KeyRing(config.apiKeys);
  const bindings = listBindings(publicServices);
  const timeouts = {
    unaryTimeoutMs: config.requestTimeoutMs,
    streamTimeoutMs: config.streamTimeoutMs,
  };
  installErrors(app, log, compileFindMethods(bindings));
  installKeyCheck(app, keys);
  await app.register(async (scope) => registerRest(scope, bindings, backends, timeouts));
  await app.register((scope) =>
    registerConnect(scope, {
      services: publicServices,
      backends,
      keys,
      log,
      timeouts,
      bodyLimitBytes: config.bodyLimitBytes,
    }),
  );
  return app;
}
