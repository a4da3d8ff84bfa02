import type {
  DescMessage,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { OutageWatch } from "../outage/outage-watch.ts";
import type { Backend, CallContext } from "./call.ts";
import { unavailable } from "./errors.ts";

/** The codes of calls that may have had no answer. */
const silentCodes = new Set([Code.Unavailable, Code.Canceled, Code.DeadlineExceeded]);

/**
 * Guards calls to a backend by a watch: they end as UNAVAILABLE when it is found to be away, and at
 * once while it is.
 *
 * @param find answers the backend as it is at present.
 */
export function guardBackend(find: () => Backend, watch: OutageWatch): Backend {
  /** Begins to wait, with a context that ends when the backend is found to be away. */
  function begin(context: CallContext) {
    if (watch.isAway) throw gone();
    const lost = new AbortController();
    const signal = AbortSignal.any([context.signal, lost.signal]);
    const wait = () => watch.wait(() => lost.abort());
    return { wait, lost: lost.signal, context: { ...context, signal } };
  }

  /** Makes a call that is answered once. */
  async function ask<T>(
    outer: CallContext,
    call: (context: CallContext) => Promise<T>,
  ): Promise<T> {
    const { wait, lost, context } = begin(outer);
    const over = wait();
    try {
      const answer = await call(context);
      over(true);
      return answer;
    } catch (thrown) {
      over(isAnswer(thrown));
      throw lost.aborted ? gone() : thrown;
    }
  }

  return {
    unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      request: MessageShape<I>,
      outer: CallContext,
    ): Promise<MessageShape<O>> {
      return ask(outer, (context) => find().unary(method, request, context));
    },
    clientStream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodClientStreaming<I, O>,
      requests: AsyncIterable<MessageShape<I>>,
      outer: CallContext,
    ): Promise<MessageShape<O>> {
      return ask(outer, (context) => find().clientStream(method, requests, context));
    },
    async *serverStream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodServerStreaming<I, O>,
      request: MessageShape<I>,
      outer: CallContext,
    ): AsyncIterable<MessageShape<O>> {
      const { wait, lost, context } = begin(outer);
      let over = wait();
      try {
        for await (const response of find().serverStream(method, request, context)) {
          over(true);
          yield response;
          over = wait();
        }
        over(true);
      } catch (thrown) {
        over(isAnswer(thrown));
        throw lost.aborted ? gone() : thrown;
      } finally {
        over(false);
      }
    },
  };
}

/** Whether an error was surely answered by the backend. */
function isAnswer(thrown: unknown): boolean {
  return !silentCodes.has(ConnectError.from(thrown).code);
}

function gone(): ConnectError {
  return unavailable("a service cannot be reached just now");
}
