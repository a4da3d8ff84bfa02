import type { Logger } from "../log.ts";
import { OutageWatch } from "../outage/outage-watch.ts";
import type { Backend } from "./call.ts";
import { type DialOptions, dialGrpc } from "./dial-grpc.ts";
import { guardBackend } from "./guard-backend.ts";

/** A backend in another process. */
export interface WatchedChannel extends Backend {
  close(): void;
}

/**
 * Opens a channel to services in another process that is watched: when nothing is heard from there
 * for two seconds, calls end as UNAVAILABLE, and at once until it answers again.
 */
export function dialWatched(options: DialOptions & { readonly log: Logger }): WatchedChannel {
  let channel = dialGrpc(options);
  const watch = new OutageWatch({
    name: options.target,
    log: options.log,
    async probe(signal, isAway) {
      if (isAway) {
        // A connection that has once failed may never say so.
        channel.close();
        channel = dialGrpc(options);
      }
      await channel.checkHealth(signal);
    },
  });
  return {
    ...guardBackend(() => channel, watch),
    close() {
      watch.stop();
      channel.close();
    },
  };
}
