import { type DescMethod, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { ServerReadableStream } from "@grpc/grpc-js";
import { invalidArgument } from "./errors.ts";

/** A message of any rpc. */
export type AnyMessage = MessageShape<DescMethod["input"]>;

/** Reads a request. Throws ConnectError INVALID_ARGUMENT for what is no such message. */
export function readRequest(method: DescMethod, bytes: Buffer): AnyMessage {
  try {
    return fromBinary(method.input, bytes);
  } catch {
    throw invalidArgument("body", `is not a ${method.input.typeName} in protobuf's binary form`);
  }
}

/** Reads the requests of a stream one by one. */
export async function* readRequests(
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
