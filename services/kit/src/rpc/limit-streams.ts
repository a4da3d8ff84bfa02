import type { DescMessage } from "@bufbuild/protobuf";
import type { ServerStreamHandler } from "./call.ts";
import { resourceExhausted } from "./errors.ts";

/**
 * Lets each caller have only so many streams of one rpc open at a time, so that one who forgets to
 * close them leaves room for all others.
 *
 * @param maxOfOne how many; whoever begins one more is refused with RESOURCE_EXHAUSTED.
 */
export function limitStreams<I extends DescMessage, O extends DescMessage>(
  handler: ServerStreamHandler<I, O>,
  maxOfOne: number,
): ServerStreamHandler<I, O> {
  const open = new Map<string, number>();
  return async function* (request, context) {
    const { name } = context.caller;
    const others = open.get(name) ?? 0;
    if (others >= maxOfOne) {
      throw resourceExhausted(
        `${name} has ${maxOfOne} of these streams open, which is as many as one caller may have: close one`,
      );
    }
    open.set(name, others + 1);
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (open.get(name) ?? 1) - 1;
      if (left > 0) open.set(name, left);
      else open.delete(name);
    };
    // Whoever leaves while a message is on its way may never ask for the next one.
    context.signal.addEventListener("abort", close, { once: true });
    try {
      yield* handler(request, context);
    } finally {
      context.signal.removeEventListener("abort", close);
      close();
    }
  };
}
