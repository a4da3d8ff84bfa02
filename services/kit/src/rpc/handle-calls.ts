import {
  type DescMethod,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type {
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
} from "@grpc/grpc-js";
import type { BoundService } from "./bind-service.ts";
import type { CallContext } from "./call.ts";
import { toConnectError } from "./call-outcome.ts";
import { invalidArgument } from "./errors.ts";
import { toGrpcStatus } from "./grpc-error.ts";
import { readMetadata } from "./grpc-metadata.ts";

type AnyMessage = MessageShape<DescMethod["input"]>;

/** What a server's calls have in common. */
export interface Desk {
  /** The token that every caller must carry. */
  readonly token: string;
  /** What ends each of the calls under way. */
  readonly calls: Set<AbortController>;
}

type IncomingCall = Pick<ServerUnaryCall<Buffer, AnyMessage>, "getDeadline" | "metadata"> & {
  once(event: "cancelled", listener: () => void): unknown;
};

/** A call that came in over gRPC, until it is closed. */
interface OpenCall {
  readonly context: CallContext;
  close(): void;
}

/** Opens a call that came in over gRPC. Throws ConnectError unless its caller may call. */
function openCall(call: IncomingCall, { token, calls }: Desk): OpenCall {
  const abort = new AbortController();
  call.once("cancelled", () => abort.abort());
  const deadline = Number(call.getDeadline());
  const context = {
    ...readMetadata(token, call.metadata),
    signal: abort.signal,
    deadlineMs: Number.isFinite(deadline) ? deadline : Number.MAX_SAFE_INTEGER,
  };
  calls.add(abort);
  return { context, close: () => calls.delete(abort) };
}

/** Reads a request. Throws ConnectError INVALID_ARGUMENT for what is no such message. */
function readRequest(method: DescMethod, bytes: Buffer): AnyMessage {
  try {
    return fromBinary(method.input, bytes);
  } catch {
    throw invalidArgument("body", `is not a ${method.input.typeName} in protobuf's binary form`);
  }
}

/** Answers a unary rpc. */
export function handleUnary(
  service: BoundService,
  method: DescMethodUnary,
  desk: Desk,
): handleUnaryCall<Buffer, AnyMessage> {
  return async (call, callback) => {
    let opened: OpenCall | undefined;
    try {
      opened = openCall(call, desk);
      const { context } = opened;
      callback(null, await service.unary(method, readRequest(method, call.request), context));
    } catch (thrown) {
      callback(toGrpcStatus(toConnectError(thrown)));
    } finally {
      opened?.close();
    }
  };
}

/** Answers a server-streaming rpc, no faster than the client reads. */
export function handleStream(
  service: BoundService,
  method: DescMethodServerStreaming,
  desk: Desk,
): handleServerStreamingCall<Buffer, AnyMessage> {
  return async (call) => {
    let opened: OpenCall | undefined;
    try {
      opened = openCall(call, desk);
      const { context } = opened;
      const request = readRequest(method, call.request);
      for await (const response of service.serverStream(method, request, context)) {
        if (call.cancelled) return;
        if (!call.write(response)) await drained(call, context.signal);
        context.signal.throwIfAborted();
      }
      call.end();
    } catch (thrown) {
      call.emit("error", toGrpcStatus(toConnectError(thrown)));
    } finally {
      opened?.close();
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

/** Answers a client-streaming rpc, taking requests no faster than the handler asks for them. */
export function handleClientStream(
  service: BoundService,
  method: DescMethodClientStreaming,
  desk: Desk,
): handleClientStreamingCall<Buffer, AnyMessage> {
  return async (call, callback) => {
    let opened: OpenCall | undefined;
    try {
      opened = openCall(call, desk);
      const { context } = opened;
      callback(null, await service.clientStream(method, readRequests(method, call), context));
    } catch (thrown) {
      callback(toGrpcStatus(toConnectError(thrown)));
    } finally {
      opened?.close();
    }
  };
}

/** Reads the requests of a stream one by one. */
async function* readRequests(
  method: DescMethod,
  call: ServerReadableStream<Buffer, AnyMessage>,
): AsyncGenerator<AnyMessage> {
  limitReadAhead(call);
  for await (const bytes of call.iterator({ destroyOnReturn: false })) {
    yield readRequest(method, bytes as Buffer);
  }
  if (call.cancelled) throw new ConnectError("the call was canceled", Code.Canceled);
}

/**
 * Has a stream read one message ahead. grpc-js reads sixteen, of 8 megabytes each, and offers no
 * way to say otherwise.
 */
function limitReadAhead(call: ServerReadableStream<Buffer, AnyMessage>): void {
  const { _readableState: state } = call as unknown as {
    _readableState: { highWaterMark: number };
  };
  state.highWaterMark = 1;
}
