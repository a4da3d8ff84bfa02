import {
  type DescMessage,
  type DescMethod,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  type DescService,
  fromBinary,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { type ChannelCredentials, Client, type ServiceError } from "@grpc/grpc-js";
import type { Backend, CallContext } from "./call.ts";
import { toConnectError } from "./call-outcome.ts";
import { checkHealth } from "./check-health.ts";
import { fromGrpcStatus } from "./grpc-error.ts";
import { writeMetadata } from "./grpc-metadata.ts";
import { sendRequests } from "./send-requests.ts";

/** A channel to a service in another process. */
export interface GrpcChannel extends Backend {
  /** Resolves when the other process answers anything at all, rejects when it does not or cannot be reached. */
  checkHealth(signal: AbortSignal): Promise<void>;
  /** Resolves when the service can be reached, rejects when it cannot within so long. */
  waitForReady(maxMs: number): Promise<void>;
  close(): void;
}

/** How to reach a service in another process. */
export interface DialOptions {
  /** A gRPC target such as `dns:///catalog:50051`. */
  readonly target: string;
  readonly token: string;
  readonly credentials: ChannelCredentials;
  /** The services behind the target; their reads are retried when a connection is lost. */
  readonly services: readonly DescService[];
}

/** Room for the longest page: 1000 products with descriptions of 10,000 characters of four bytes. */
const maxAnswerBytes = 48 * 1024 * 1024;

/** The longest request that is kept for a retry. */
const maxRetriedBytes = 128 * 1024;

/** Opens a channel to services in another process: round robin, keepalive, deadlines, retries of reads. */
export function dialGrpc({ target, token, credentials, services }: DialOptions): GrpcChannel {
  const client = new Client(target, credentials, {
    "grpc.keepalive_time_ms": 5_000,
    "grpc.keepalive_timeout_ms": 5_000,
    "grpc.max_receive_message_length": maxAnswerBytes,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1_000,
    // What a stream of requests may have written before the transport has taken it.
    "grpc.per_rpc_retry_buffer_size": maxRetriedBytes,
    "grpc.use_local_subchannel_pool": 1, // A channel that is opened anew shall connect anew.
    "grpc.service_config": JSON.stringify(describeRetries(services)),
  });

  return {
    checkHealth: (signal) => checkHealth(client, signal),
    unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      request: MessageShape<I>,
      context: CallContext,
    ): Promise<MessageShape<O>> {
      return new Promise((resolve, reject) => {
        const call = client.makeUnaryRequest(
          pathOf(method),
          (message: MessageShape<I>) => Buffer.from(toBinary(method.input, message)),
          (bytes: Buffer) => fromBinary(method.output, bytes),
          request,
          writeMetadata(token, context),
          { deadline: toDeadline(context) },
          (error, response) => {
            context.signal.removeEventListener("abort", cancel);
            if (response) resolve(response);
            else reject(translate(error));
          },
        );
        const cancel = () => call.cancel();
        if (context.signal.aborted) cancel();
        else context.signal.addEventListener("abort", cancel);
      });
    },
    async *serverStream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodServerStreaming<I, O>,
      request: MessageShape<I>,
      context: CallContext,
    ): AsyncIterable<MessageShape<O>> {
      const call = client.makeServerStreamRequest(
        pathOf(method),
        (message: MessageShape<I>) => Buffer.from(toBinary(method.input, message)),
        (bytes: Buffer) => fromBinary(method.output, bytes),
        request,
        writeMetadata(token, context),
        { deadline: toDeadline(context) },
      );
      const cancel = () => call.cancel();
      context.signal.addEventListener("abort", cancel);
      try {
        if (context.signal.aborted) cancel();
        for await (const response of call) yield response as MessageShape<O>;
      } catch (thrown) {
        throw translate(thrown);
      } finally {
        context.signal.removeEventListener("abort", cancel);
        call.cancel();
      }
    },
    clientStream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodClientStreaming<I, O>,
      requests: AsyncIterable<MessageShape<I>>,
      context: CallContext,
    ): Promise<MessageShape<O>> {
      const answer = Promise.withResolvers<MessageShape<O>>();
      const call = client.makeClientStreamRequest(
        pathOf(method),
        (message: MessageShape<I>) => Buffer.from(toBinary(method.input, message)),
        (bytes: Buffer) => fromBinary(method.output, bytes),
        writeMetadata(token, context),
        { deadline: toDeadline(context) },
        (error, response) => {
          context.signal.removeEventListener("abort", cancel);
          if (response) answer.resolve(response);
          else answer.reject(translate(error));
        },
      );
      const cancel = () => call.cancel();
      if (context.signal.aborted) cancel();
      else context.signal.addEventListener("abort", cancel);
      sendRequests(call, requests, answer.promise).catch((thrown: unknown) => {
        answer.reject(toConnectError(thrown)); // What went wrong here, not that the call was canceled.
        call.cancel();
      });
      return answer.promise;
    },
    waitForReady: (maxMs) =>
      new Promise((resolve, reject) => {
        client.waitForReady(Date.now() + maxMs, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => client.close(),
  };
}

/** gRPC cannot write a deadline many years away, and grpc-js ends the process over one. */
const maxTimeoutMs = 365 * 24 * 3_600_000;

/** The deadline of a call as grpc-js takes it. */
function toDeadline({ deadlineMs }: CallContext): number {
  return deadlineMs - Date.now() > maxTimeoutMs ? Number.POSITIVE_INFINITY : deadlineMs;
}

/** The path of an rpc on the wire. */
function pathOf(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}

/** Makes a ConnectError of what grpc-js threw. */
function translate(thrown: unknown): Error {
  const isStatus =
    thrown instanceof Error && typeof (thrown as Partial<ServiceError>).code === "number";
  return isStatus ? fromGrpcStatus(thrown as ServiceError) : toConnectError(thrown);
}

/** The gRPC service config: round robin, and retries of rpcs that change nothing. */
function describeRetries(services: readonly DescService[]) {
  const reads = services.flatMap((service) =>
    service.methods
      .filter((method) => method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS)
      .map((method) => ({ service: service.typeName, method: method.name })),
  );
  const retryPolicy = {
    maxAttempts: 3,
    initialBackoff: "0.05s",
    maxBackoff: "0.5s",
    backoffMultiplier: 2,
    retryableStatusCodes: ["UNAVAILABLE"],
  };
  return {
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: reads.length > 0 ? [{ name: reads, retryPolicy }] : [],
  };
}
