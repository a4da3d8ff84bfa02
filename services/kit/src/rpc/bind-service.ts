import {
  create,
  type DescMessage,
  type DescMethod,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  type DescService,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Logger } from "pino";
import { admitRequests } from "./admit-requests.ts";
import type { Backend, CallContext, Handlers } from "./call.ts";
import { type CallMetrics, toConnectError } from "./call-outcome.ts";
import { validate } from "./validate.ts";

/** A service whose handlers run in this process, behind the chain that every call goes through. */
export interface BoundService extends Backend {
  readonly desc: DescService;
}

/** What the chain around the handlers needs. */
export interface ChainOptions {
  readonly log: Logger;
  readonly metrics: CallMetrics;
  /** How long a stream of requests may bring nothing while one is waited for; 60,000 when absent. */
  readonly maxIdleMs?: number;
}

type AnyHandler = (request: unknown, context: CallContext) => unknown;

/**
 * Puts a service's handlers behind the one chain: deadline, validation, errors, telemetry. gRPC
 * and the gateway both call what this returns, so an rpc behaves alike whichever way it is reached.
 */
export function bindService<S extends DescService>(
  desc: S,
  handlers: Handlers<S>,
  { log, metrics, maxIdleMs = 60_000 }: ChainOptions,
): BoundService {
  const byName = new Map<string, AnyHandler>(
    desc.methods.map((method) => {
      const handler = (handlers as Record<string, AnyHandler | undefined>)[method.localName];
      if (!handler) throw new Error(`${desc.typeName} has no handler for ${method.name}`);
      return [method.name, handler];
    }),
  );

  /** Finds the handler, having checked that somebody still waits. */
  function find(method: DescMethod, context: CallContext): AnyHandler {
    const handler = method.parent.typeName === desc.typeName ? byName.get(method.name) : undefined;
    if (!handler) throw new ConnectError(`${method.name} is not served here`, Code.Unimplemented);
    if (context.signal.aborted) throw toConnectError(context.signal.reason);
    if (Date.now() >= context.deadlineMs) {
      throw new ConnectError("the deadline has passed", Code.DeadlineExceeded);
    }
    return handler;
  }

  /** Finds the handler, having checked also that the request is sound. */
  function admit(method: DescMethod, request: MessageShape<DescMessage>, context: CallContext) {
    const handler = find(method, context);
    validate(method.input, request);
    return handler;
  }

  /** Turns what was thrown into a ConnectError, counts the call, and logs what is our own fault. */
  function settle(method: DescMethod, context: CallContext, startedAt: number, thrown?: unknown) {
    const error = thrown === undefined ? undefined : toConnectError(thrown);
    metrics.observe(method, error?.code, (performance.now() - startedAt) / 1000);
    if (error?.code === Code.Internal || error?.code === Code.Unknown) {
      log.error(
        { err: thrown, rpc: `${desc.typeName}/${method.name}`, requestId: context.requestId },
        "call failed",
      );
    }
    return error;
  }

  return {
    desc,
    async unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      request: MessageShape<I>,
      context: CallContext,
    ): Promise<MessageShape<O>> {
      const startedAt = performance.now();
      try {
        const handler = admit(method, request, context);
        const response = (await handler(request, context)) as MessageInitShape<O>;
        settle(method, context, startedAt);
        return create(method.output, response);
      } catch (thrown) {
        throw settle(method, context, startedAt, thrown);
      }
    },
    async *serverStream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodServerStreaming<I, O>,
      request: MessageShape<I>,
      context: CallContext,
    ): AsyncIterable<MessageShape<O>> {
      const startedAt = performance.now();
      try {
        const handler = admit(method, request, context);
        const responses = handler(request, context) as AsyncIterable<MessageInitShape<O>>;
        for await (const response of responses) yield create(method.output, response);
        settle(method, context, startedAt);
      } catch (thrown) {
        throw settle(method, context, startedAt, thrown);
      }
    },
    async clientStream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodClientStreaming<I, O>,
      requests: AsyncIterable<MessageShape<I>>,
      context: CallContext,
    ): Promise<MessageShape<O>> {
      const startedAt = performance.now();
      const answered = new AbortController();
      const signal = AbortSignal.any([context.signal, answered.signal]);
      const admitted = admitRequests(method.input, requests, { signal, maxIdleMs });
      try {
        const handler = find(method, context);
        const response = (await handler(admitted, context)) as MessageInitShape<O>;
        settle(method, context, startedAt);
        return create(method.output, response);
      } catch (thrown) {
        throw settle(method, context, startedAt, thrown);
      } finally {
        // The handler may have left requests unread, or wait for one still.
        answered.abort();
        admitted.return(undefined).catch(() => undefined);
      }
    },
  };
}
