import type { Backend, Logger } from "@backroom/kit";
import type { DescService } from "@bufbuild/protobuf";
import { fastifyConnectPlugin } from "@connectrpc/connect-fastify";
import type { FastifyInstance } from "fastify";
import type { KeyRing } from "../http/key-ring.ts";
import { isClientStream, listMethods } from "../public-method.ts";
import type { CallTimeouts } from "../rest/register-rest.ts";
import { makeContextValues } from "./caller-values.ts";
import { checkBody } from "./check-body.ts";
import { checkHead } from "./check-head.ts";
import { checkStream } from "./check-stream.ts";
import { createErrorInterceptor } from "./error-interceptor.ts";
import { forwardService } from "./forward.ts";
import { createKeyInterceptor } from "./key-interceptor.ts";

/** What the Connect surface is made of. */
export interface ConnectOptions {
  readonly services: readonly DescService[];
  readonly backends: ReadonlyMap<string, Backend>;
  readonly keys: KeyRing;
  readonly log: Logger;
  readonly timeouts: CallTimeouts;
  /** The largest body, or message of a stream, in bytes. */
  readonly bodyLimitBytes: number;
}

/** Registers the Connect, gRPC-web and gRPC surface of the services, in its own scope. */
export async function registerConnect(
  app: FastifyInstance,
  options: ConnectOptions,
): Promise<void> {
  const { services, backends, keys, log, timeouts, bodyLimitBytes } = options;
  app.removeAllContentTypeParsers();
  const stopping = new AbortController();
  app.addHook("preClose", async () => stopping.abort());
  const methods = new Map(
    services
      .flatMap(listMethods)
      .map((method) => [`/${method.parent.typeName}/${method.name}`, method]),
  );
  app.addHook("onRequest", async (request, reply) => {
    const method = methods.get(request.routeOptions.url ?? "");
    checkHead(request, reply, method?.methodKind === "unary");
  });
  app.addHook("preValidation", async (request) => {
    const method = methods.get(request.routeOptions.url ?? "");
    if (!method) return;
    request.body = isClientStream(method)
      ? checkStream(request, bodyLimitBytes)
      : await checkBody(request, method.input, bodyLimitBytes);
  });
  await app.register(fastifyConnectPlugin, {
    routes: (router) => {
      for (const desc of services) {
        const backend = backends.get(desc.typeName);
        router.service(desc, forwardService(desc, backend, timeouts, stopping.signal));
      }
    },
    interceptors: [createErrorInterceptor(log), createKeyInterceptor(keys)],
    contextValues: makeContextValues,
    jsonOptions: { ignoreUnknownFields: false },
    readMaxBytes: bodyLimitBytes,
    acceptCompression: [],
  });
}
