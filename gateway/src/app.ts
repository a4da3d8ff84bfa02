import type { Backend, Logger } from "@backroom/kit";
import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { GatewayConfig } from "./config.ts";
import { registerConnect } from "./connect/register-connect.ts";
import { createServer } from "./create-server.ts";
import { registerDashboard } from "./dashboard/register-dashboard.ts";
import { installErrors } from "./http/install-errors.ts";
import { installHeaders } from "./http/install-headers.ts";
import { installKeyCheck } from "./http/install-key-check.ts";
import { installLimits } from "./http/install-limits.ts";
import { installMetrics } from "./http/install-metrics.ts";
import { KeyRing } from "./http/key-ring.ts";
import { registerStatus } from "./http/register-status.ts";
import { buildDocument } from "./openapi/build-document.ts";
import { registerDocs } from "./openapi/register-docs.ts";
import { listStreamPaths } from "./public-method.ts";
import { publicServices } from "./public-services.ts";
import { createReadinessCheck } from "./readiness.ts";
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

/** Makes the gateway: the one door to the services, over REST, Connect and gRPC-web. It does not listen. */
export async function createGateway(deps: GatewayDeps): Promise<FastifyInstance> {
  const { backends, config, log, registry } = deps;
  const keys = new KeyRing(config.apiKeys);
  const bindings = listBindings(publicServices);
  const timeouts = {
    unaryTimeoutMs: config.requestTimeoutMs,
    streamTimeoutMs: config.streamTimeoutMs,
  };

  const app = createServer(config, keys, log);
  installHeaders(app);
  installErrors(app, log, compileFindMethods(bindings));
  installKeyCheck(app, keys);
  installMetrics(app, registry, log);
  await installLimits(app, config, listStreamPaths(publicServices));
  registerStatus(app, createReadinessCheck(backends), registry);
  await app.register((scope) => registerDocs(scope, buildDocument(publicServices, bindings)));
  await app.register((scope) => registerDashboard(scope, config.dashboardDir));
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
