import type { ClientWritableStream } from "@grpc/grpc-js";

/**
 * Sends the requests of a stream, asking for the next only when the transport has taken the last,
 * until the call is answered: whatever the answer, nobody wants more requests then.
 *
 * @throws whatever the requests throw.
 */
export async function sendRequests<T>(
  call: ClientWritableStream<T>,
  requests: AsyncIterable<T>,
  answer: Promise<unknown>,
): Promise<void> {
  const iterator = requests[Symbol.asyncIterator]();
  let isAnswered = false;
  let wake = () => {};
  const stop = () => {
    isAnswered = true;
    wake();
  };
  answer.then(stop, stop);

  /** Waits for something, or for the answer. */
  function untilAnswered<V>(awaited: Promise<V>): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      wake = () => resolve(undefined);
      awaited.then(resolve, reject);
    });
  }

  try {
    while (!isAnswered) {
      const next = await untilAnswered(iterator.next());
      if (!next) return;
      if (next.done) {
        call.end();
        return;
      }
      await untilAnswered(new Promise((resolve) => call.write(next.value, resolve)));
    }
  } finally {
    // Not awaited: requests that do not come would hold up the end.
    iterator.return?.()?.catch(() => undefined);
  }
}
