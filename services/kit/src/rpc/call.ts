import type {
  DescMessage,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";

/** Who is calling: the name of an API key or of a service, as it is kept in histories. */
export interface Caller {
  readonly name: string;
}

/** What surrounds a call, the same whichever way it came in. */
export interface CallContext {
  readonly caller: Caller;
  /** Names the call in every log line; kept across services. */
  readonly requestId: string;
  /** Aborted when the caller leaves or the deadline passes. */
  readonly signal: AbortSignal;
  /** The instant, in milliseconds since 1970, after which nobody waits for the answer. */
  readonly deadlineMs: number;
}

/** Answers one request with one response. Throws ConnectError for whatever the caller must know. */
export type UnaryHandler<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
  context: CallContext,
) => Promise<MessageInitShape<O>>;

/** Answers one request with a stream of responses. */
export type ServerStreamHandler<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
  context: CallContext,
) => AsyncIterable<MessageInitShape<O>>;

/**
 * Answers a stream of requests with one response. It takes the next request only when it has room
 * for it, for that is what holds the client back. The end of the requests is no proof that the client
 * meant it: a gRPC client of Node that cancels a call ends its stream first, and says so only then.
 */
export type ClientStreamHandler<I extends DescMessage, O extends DescMessage> = (
  requests: AsyncIterable<MessageShape<I>>,
  context: CallContext,
) => Promise<MessageInitShape<O>>;

/** A handler for each rpc of a service. */
export type Handlers<S extends DescService> = {
  readonly [K in keyof S["method"]]: S["method"][K] extends DescMethodUnary<infer I, infer O>
    ? UnaryHandler<I, O>
    : S["method"][K] extends DescMethodServerStreaming<infer I, infer O>
      ? ServerStreamHandler<I, O>
      : S["method"][K] extends DescMethodClientStreaming<infer I, infer O>
        ? ClientStreamHandler<I, O>
        : never;
};

/**
 * Something that answers the rpcs of one or more services: handlers in this process, or a channel
 * to another. Callers cannot tell which. It throws ConnectError and nothing else.
 */
export interface Backend {
  unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageShape<I>,
    context: CallContext,
  ): Promise<MessageShape<O>>;
  serverStream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodServerStreaming<I, O>,
    request: MessageShape<I>,
    context: CallContext,
  ): AsyncIterable<MessageShape<O>>;
  clientStream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodClientStreaming<I, O>,
    requests: AsyncIterable<MessageShape<I>>,
    context: CallContext,
  ): Promise<MessageShape<O>>;
}
