import type { WatchLowStockResponse } from "@backroom/proto/inventory/v1/inventory_pb";
import { afterEach, beforeEach, expect } from "vitest";
import type { TestInventory } from "./start-inventory.ts";

type Stream = AsyncIterator<WatchLowStockResponse>;

/** Watching low stock in the tests of a file; every stream is left at the end of its test. */
export interface Watching {
  /** Begins to watch, and answers the stream with its first position. */
  readonly begin: (
    request?: Parameters<TestInventory["watch"]>[0],
  ) => Promise<{ stream: Stream; position: string }>;
  /** Leaves all streams of the test. */
  readonly leave: () => void;
  /** Aborted when the test leaves. */
  readonly signal: () => AbortSignal;
}

/** Prepares the watching of low stock for the tests of the file that calls this. */
export function startWatching({ watch }: TestInventory): Watching {
  let controller = new AbortController();
  beforeEach(() => {
    controller = new AbortController();
  });
  afterEach(() => controller.abort());
  return {
    async begin(request = {}) {
      const stream = watch(request, controller.signal);
      const { value } = await stream.next();
      expect(value.event).toBeUndefined();
      return { stream, position: (value as WatchLowStockResponse).position };
    },
    leave: () => controller.abort(),
    signal: () => controller.signal,
  };
}

/** Reads so many messages that tell of an event. */
export async function readTold(stream: Stream, count: number): Promise<WatchLowStockResponse[]> {
  const messages: WatchLowStockResponse[] = [];
  while (messages.length < count) {
    const { done, value } = await stream.next();
    if (done) throw new Error("the stream has ended");
    if (value.event) messages.push(value);
  }
  return messages;
}

/** The quantity and the direction of what messages tell. */
export function lowsOf(messages: readonly WatchLowStockResponse[]) {
  return messages.map(({ event }) => [event?.quantity, event?.lowStock]);
}
