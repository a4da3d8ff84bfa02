import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "@backroom/kit";
import Fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import type { GatewayConfig } from "./config.ts";
import { answerClientError } from "./http/answer-client-error.ts";
import { installDrain } from "./http/install-drain.ts";
import { sendError } from "./http/install-errors.ts";
import { admit } from "./http/install-key-check.ts";
import type { KeyRing } from "./http/key-ring.ts";

const headersTimeoutMs = 15_000;
const idleTimeoutMs = 72_000;
const silentTimeoutMs = 120_000;
const maxHeaderBytes = 16_384;
const maxPathFieldLength = 512;
const requestIdText = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Makes the bare HTTP server with its limits. With TLS it speaks HTTP/2, and thereby gRPC, and
 * HTTP/1.1 beside it; without, HTTP/1.1.
 */
export function createServer(config: GatewayConfig, keys: KeyRing, log: Logger): FastifyInstance {
  const options: FastifyServerOptions = {
    logger: false,
    bodyLimit: config.bodyLimitBytes,
    keepAliveTimeout: idleTimeoutMs,
    connectionTimeout: silentTimeoutMs,
    // How long the longest stream may take to arrive; installLimits knows what is none.
    requestTimeout: config.streamTimeoutMs,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: maxPathFieldLength },
    genReqId: nameRequest,
    clientErrorHandler: answerClientError,
    // A URL that cannot be decoded never reaches the hooks.
    frameworkErrors: (thrown, request, reply) => {
      try {
        admit(request, keys);
        sendError(thrown, request, reply, log);
      } catch (refused) {
        sendError(refused, request, reply, log);
      }
    },
  };
  if (!config.tls) {
    const http = { maxHeaderSize: maxHeaderBytes, headersTimeout: headersTimeoutMs };
    const app = Fastify({ ...options, http, forceCloseConnections: "idle" });
    installDrain(app);
    return app;
  }
  const https = { ...config.tls, allowHTTP1: true, maxHeaderSize: maxHeaderBytes };
  // Fastify types an app by its kind of server; nothing here depends on the kind.
  const secure = { ...options, http2: true, https, forceCloseConnections: false };
  const app = Fastify(secure as object) as unknown as FastifyInstance;
  installDrain(app);
  return app;
}

/** Names a request as its caller does in `X-Request-Id`, or anew. */
function nameRequest({ headers }: { headers: IncomingHttpHeaders }): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && requestIdText.test(given) ? given : randomUUID();
}
