import {
  type DescMethod,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  toBinary,
} from "@bufbuild/protobuf";
import {
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  type ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";
import type { BoundService } from "./bind-service.ts";
import type { CallContext } from "./call.ts";
import { toConnectError } from "./call-outcome.ts";
import { unavailable } from "./errors.ts";
import { toGrpcStatus } from "./grpc-error.ts";
import { readMetadata } from "./grpc-metadata.ts";
import { addReflection } from "./grpc-reflection.ts";
import { type AnyMessage, readRequest, readRequests } from "./read-requests.ts";

/** A gRPC server that is listening. */
export interface GrpcServer {
  readonly port: number;
  /**
   * Stops accepting calls and taking requests of streams, waits for the calls under way, at most so
   * long, then ends them.
   */
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
  const stopping = new AbortController();
  const health = new HealthImplementation({ "": "SERVING" });
  for (const service of services) {
    addService(server, service, token, stopping.signal);
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
        stopping.abort(unavailable("the service is stopping"));
        for (const service of services) health.setStatus(service.desc.typeName, "NOT_SERVING");
        const timer = setTimeout(() => server.forceShutdown(), maxMs);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** Adds the rpcs of one service to a server. */
function addService(
  server: Server,
  service: BoundService,
  token: string,
  stopping: AbortSignal,
): void {
  const implementation: UntypedServiceImplementation = {};
  const definition = Object.fromEntries(
    service.desc.methods.map((method) => [method.name, defineMethod(method)]),
  );
  for (const method of service.desc.methods) {
    if (method.methodKind === "unary") {
      implementation[method.name] = handleUnary(service, method as DescMethodUnary, token);
    } else if (method.methodKind === "server_streaming") {
      implementation[method.name] = handleStream(
        service,
        method as DescMethodServerStreaming,
        token,
      );
    } else if (method.methodKind === "client_streaming") {
      implementation[method.name] = handleClientStream(
        service,
        method as DescMethodClientStreaming,
        token,
        stopping,
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

type IncomingCall = Pick<ServerUnaryCall<Buffer, AnyMessage>, "getDeadline" | "metadata"> & {
  once(event: "cancelled", listener: () => void): unknown;
};

/** Makes the context of a call that came in over gRPC. */
function contextOf(call: IncomingCall, token: string): CallContext {
  const abort = new AbortController();
  call.once("cancelled", () => abort.abort());
  const deadline = Number(call.getDeadline());
  return {
    ...readMetadata(token, call.metadata),
    signal: abort.signal,
    deadlineMs: Number.isFinite(deadline) ? deadline : Number.MAX_SAFE_INTEGER,
  };
}

/** Answers a unary rpc. */
function handleUnary(
  service: BoundService,
  method: DescMethodUnary,
  token: string,
): handleUnaryCall<Buffer, AnyMessage> {
  return async (call, callback) => {
    try {
      const context = contextOf(call, token);
      callback(null, await service.unary(method, readRequest(method, call.request), context));
    } catch (thrown) {
      callback(toGrpcStatus(toConnectError(thrown)));
    }
  };
}

/** Answers a server-streaming rpc, no faster than the client reads. */
function handleStream(
  service: BoundService,
  method: DescMethodServerStreaming,
  token: string,
): handleServerStreamingCall<Buffer, AnyMessage> {
  return async (call) => {
    try {
      const context = contextOf(call, token);
      const request = readRequest(method, call.request);
      for await (const response of service.serverStream(method, request, context)) {
        if (call.cancelled) return;
        if (!call.write(response)) await drained(call, context.signal);
      }
      call.end();
    } catch (thrown) {
      call.emit("error", toGrpcStatus(toConnectError(thrown)));
    }
  };
}

/** Waits until a stream takes more, or the client has left. */
function drained(call: ServerWritableStream<Buffer, AnyMessage>, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const done = () => {
      call.off("drain", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    call.once("drain", done);
    signal.addEventListener("abort", done);
  });
}

/**
 * Answers a client-streaming rpc, taking requests no faster than the handler asks for them. When the
 * server stops, it ends such a stream: the client would go on for ever.
 */
function handleClientStream(
  service: BoundService,
  method: DescMethodClientStreaming,
  token: string,
  stopping: AbortSignal,
): handleClientStreamingCall<Buffer, AnyMessage> {
  return async (call, callback) => {
    try {
      const context = contextOf(call, token);
      const signal = AbortSignal.any([context.signal, stopping]);
      const requests = readRequests(method, call);
      callback(null, await service.clientStream(method, requests, { ...context, signal }));
    } catch (thrown) {
      callback(toGrpcStatus(toConnectError(thrown)));
    }
  };
}
