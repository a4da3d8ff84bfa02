import {
  type DescMethod,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { Server, type ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";
import type { BoundService } from "./bind-service.ts";
import { unavailable } from "./errors.ts";
import { addReflection } from "./grpc-reflection.ts";
import { type Desk, handleClientStream, handleStream, handleUnary } from "./handle-calls.ts";

type AnyMessage = MessageShape<DescMethod["input"]>;

/** How long calls that were told to end may take to say so to their callers. */
const maxGoodbyeMs = 500;

/** A gRPC server that is listening. */
export interface GrpcServer {
  readonly port: number;
  /** Stops accepting calls, waits for those under way, at most so long, then ends them as UNAVAILABLE. */
  drain(maxMs: number): Promise<void>;
}

/** Where and for whom a gRPC server listens. */
export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The token that every caller must carry. */
  readonly token: string;
  readonly credentials: ServerCredentials;
}

/** Serves services over gRPC, with health and reflection. */
export async function serveGrpc(
  services: readonly BoundService[],
  { host, port, token, credentials }: ServeOptions,
): Promise<GrpcServer> {
  const server = new Server({ "grpc.max_receive_message_length": 8 * 1024 * 1024 });
  const health = new HealthImplementation({ "": "SERVING" });
  const calls = new Set<AbortController>();
  for (const service of services) {
    addService(server, service, { token, calls });
    health.setStatus(service.desc.typeName, "SERVING");
  }
  health.addToServer(server);
  addReflection(server, services);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, credentials, (error, boundPort) =>
      error ? reject(error) : resolve(boundPort),
    );
  });
  return {
    port: bound,
    drain: (maxMs) =>
      new Promise((resolve) => {
        for (const service of services) health.setStatus(service.desc.typeName, "NOT_SERVING");
        const timers = [
          setTimeout(() => {
            for (const call of calls) call.abort(unavailable("the service is stopping"));
          }, maxMs),
          setTimeout(() => server.forceShutdown(), maxMs + maxGoodbyeMs),
        ];
        server.tryShutdown(() => {
          for (const timer of timers) clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** Adds the rpcs of one service to a server. */
function addService(server: Server, service: BoundService, desk: Desk): void {
  const implementation: UntypedServiceImplementation = {};
  const definition = Object.fromEntries(
    service.desc.methods.map((method) => [method.name, defineMethod(method)]),
  );
  for (const method of service.desc.methods) {
    if (method.methodKind === "unary") {
      implementation[method.name] = handleUnary(service, method as DescMethodUnary, desk);
    } else if (method.methodKind === "server_streaming") {
      implementation[method.name] = handleStream(
        service,
        method as DescMethodServerStreaming,
        desk,
      );
    } else if (method.methodKind === "client_streaming") {
      implementation[method.name] = handleClientStream(
        service,
        method as DescMethodClientStreaming,
        desk,
      );
    }
  }
  server.addService(definition, implementation);
}

/** Describes an rpc to grpc-js. */
function defineMethod(method: DescMethod) {
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    requestStream:
      method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
    responseStream:
      method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
    requestSerialize: (message: AnyMessage) => Buffer.from(toBinary(method.input, message)),
    // Read only once the caller is known, and refused in our own words.
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (message: AnyMessage) => Buffer.from(toBinary(method.output, message)),
    responseDeserialize: (bytes: Buffer) => fromBinary(method.output, bytes),
  };
}
