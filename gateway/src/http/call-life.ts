import { Code, ConnectError } from "@connectrpc/connect";

/** How long a call lives: until it is answered, its deadline passes, or its caller leaves. */
export interface CallLife {
  /** Aborted when the call ends without an answer. */
  readonly signal: AbortSignal;
  /** The instant, in milliseconds since 1970, at which the call ends by itself. */
  readonly deadlineMs: number;
  /** Rejects when the call ends without an answer. */
  readonly ended: Promise<never>;
  /** Ends the call because its caller left. */
  leave(): void;
  /** Ends the call because the gateway stops. */
  stop(): void;
  /** Says that the call was answered, so that nothing ends it any more. */
  finish(): void;
}

/** Begins the life of a call. Whoever begins it must let it leave or finish. */
export function beginLife(timeoutMs: number): CallLife {
  const controller = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});

  /** Ends the call for those who work on it and for the one who waits. */
  function end(message: string, code: Code): void {
    clearTimeout(timer);
    const reason = new ConnectError(message, code);
    controller.abort(reason);
    reject(reason);
  }
  const timer = setTimeout(() => end("the deadline has passed", Code.DeadlineExceeded), timeoutMs);
  return {
    signal: controller.signal,
    deadlineMs: Date.now() + timeoutMs,
    ended: promise,
    leave: () => end("the caller left", Code.Canceled),
    stop: () => end("the gateway is stopping", Code.Unavailable),
    finish: () => clearTimeout(timer),
  };
}

/** Passes a stream on until the call ends, even when the stream itself does not heed the signal. */
export async function* cutAtEnd<T>(life: CallLife, source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let cut: (reason: unknown) => void = () => {};
  life.signal.addEventListener("abort", () => cut(life.signal.reason));
  try {
    for (;;) {
      life.signal.throwIfAborted();
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        cut = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a stream that is stuck would hold up the end for ever.
    iterator.return?.().catch(() => {});
  }
}
