import type { InventoryService, LowStockEvent } from "@backroom/proto/inventory/v1/inventory_pb";
import { type Client, Code, ConnectError } from "@connectrpc/connect";

/** Who follows, and what they are told. */
interface Follower {
  readonly client: Pick<Client<typeof InventoryService>, "watchLowStock">;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: LowStockEvent) => void;
  /** Whether events come as they happen; told when that changes, not at first. */
  readonly onLive: (isLive: boolean) => void;
  /** Called before following goes on at another place: what happened meanwhile is not told. */
  readonly onGap: () => void;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

const firstPauseMs = 500;
const maxPauseMs = 15_000;
/** The server says something every fifteen seconds: silence for longer is a dead connection. */
const maxSilenceMs = 40_000;
const final: readonly Code[] = [Code.Unauthenticated, Code.PermissionDenied, Code.InvalidArgument];

/** Follows the crossings of reorder levels until the signal; a cut stream goes on where it was. */
export async function followLowStock(follower: Follower): Promise<void> {
  const { client, signal, onEvent, onLive, onGap, pause } = follower;
  let after: string | undefined;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const silence = new AbortController();
    const listen = () => setTimeout(() => silence.abort(), maxSilenceMs);
    let timer = listen();
    try {
      const both = AbortSignal.any([signal, silence.signal]);
      for await (const { event, position } of client.watchLowStock({ after }, { signal: both })) {
        clearTimeout(timer);
        timer = listen();
        onLive(true);
        pauseMs = firstPauseMs;
        after = position;
        if (event) onEvent(event);
      }
    } catch (error) {
      const { code } = ConnectError.from(error);
      if (final.includes(code)) return onLive(false);
      if (code === Code.OutOfRange) {
        after = undefined;
        onGap();
      }
    } finally {
      clearTimeout(timer);
    }
    if (signal.aborted) return;
    onLive(false);
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, maxPauseMs);
  }
}
