import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { validate } from "./validate.ts";

/** When a stream of requests is given up. */
export interface RequestLimits {
  /** Aborted when nobody reads the requests any more. */
  readonly signal: AbortSignal;
  /** How long to wait for a request. */
  readonly maxIdleMs: number;
}

/**
 * Passes the requests of a stream on, each checked against its rules, and none asked for before the
 * one before it was taken.
 *
 * @throws ConnectError INVALID_ARGUMENT for a request that breaks a rule, DEADLINE_EXCEEDED when
 * none came for too long, or the reason of the signal.
 */
export async function* admitRequests<I extends DescMessage>(
  schema: I,
  requests: AsyncIterable<MessageShape<I>>,
  limits: RequestLimits,
): AsyncGenerator<MessageShape<I>> {
  const iterator = requests[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextWithin(iterator, limits);
      if (next.done) return;
      validate(schema, next.value);
      yield next.value;
    }
  } finally {
    // Not awaited: a client that says nothing would hold up the end.
    iterator.return?.()?.catch(() => undefined);
  }
}

/** Waits for the next request, until nobody wants it or it has taken too long. */
function nextWithin<T>(
  iterator: AsyncIterator<T>,
  { signal, maxIdleMs }: RequestLimits,
): Promise<IteratorResult<T>> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(tooIdle(maxIdleMs))), maxIdleMs);
    const giveUp = () => end(() => reject(signal.reason));
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      settle();
    };
    signal.addEventListener("abort", giveUp);
    iterator.next().then(
      (next) => end(() => resolve(next)),
      (error) => end(() => reject(error)),
    );
  });
}

/** Says that a client has sent nothing for too long. */
function tooIdle(maxIdleMs: number): ConnectError {
  return new ConnectError(`no message came for ${maxIdleMs / 1000} s`, Code.DeadlineExceeded);
}
