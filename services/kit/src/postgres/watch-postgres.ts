import { Client } from "pg";
import type { Logger } from "../log.ts";
import { OutageWatch } from "../outage/outage-watch.ts";

/** How long the goodbye of a connection may take, in milliseconds. */
const maxEndMs = 1_000;

/** SQLSTATEs with which a server says that it cannot serve just now; any other is a sign of life. */
const awayStates = /^57P0[123]$/;

/** Connections to a PostgreSQL that is watched. */
export interface WatchedPostgres {
  /**
   * pg's Client, for a pool or alone, whose queries and connecting end with an error soon after the
   * server has stopped answering, and at once while it is away.
   */
  readonly Client: typeof Client;
  /** Stops watching. */
  stop(): void;
}

/** Watches the PostgreSQL at a URL; `user` names in log lines who needs it. */
export function watchPostgres(url: string, user: string, log: Logger): WatchedPostgres {
  const connected = new Set<Client>();
  const watch = new OutageWatch({
    name: `PostgreSQL (for ${user})`,
    log,
    onAway() {
      // Also those that nobody uses just now: they may be dead, and would not say so.
      for (const client of connected) cut(client, goneError());
    },
    probe: (signal) => probe(url, signal),
  });
  class WatchedClient extends Client {
    constructor(...args: ConstructorParameters<typeof Client>) {
      super(...args);
      watchClient(this, watch);
      this.on("connect", () => connected.add(this));
      this.on("end", () => connected.delete(this));
    }
  }
  return { Client: WatchedClient, stop: () => watch.stop() };
}

/** Has the watch know when a client waits for the server. */
function watchClient(client: Client, watch: OutageWatch): void {
  let over: ((isAnswered: boolean) => void) | undefined;
  let hasEnded = false;
  const wait = () => {
    if (!hasEnded) over ??= watch.wait(() => cut(client, goneError()));
  };
  const finish = (isAnswered: boolean) => {
    over?.(isAnswered);
    over = undefined;
  };
  client.on("connect", () => finish(true));
  client.on("drain", () => finish(true));
  client.on("end", () => {
    hasEnded = true;
    finish(false);
  });

  const { connect, query, end } = client;
  client.connect = ((callback?: (error: Error) => void) => {
    // A server that stands still would have to turn to every one of these when it goes on.
    if (watch.isAway) return refuse(callback);
    wait();
    return Reflect.apply(connect, client, callback ? [callback] : []);
  }) as typeof connect;
  client.query = ((...args: unknown[]) => {
    wait();
    return Reflect.apply(query, client, args);
  }) as typeof query;
  client.end = ((...args: unknown[]) => {
    const timer = setTimeout(() => cut(client), maxEndMs).unref();
    client.once("end", () => clearTimeout(timer));
    return Reflect.apply(end, client, args);
  }) as typeof end;
}

/** Fails to connect, in either of the two ways in which pg says so. */
function refuse(callback?: (error: Error) => void): Promise<never> | undefined {
  if (!callback) return Promise.reject(goneError());
  setImmediate(callback, goneError());
  return undefined;
}

/** The error of those who waited for a server that does not answer; it counts as UNAVAILABLE. */
function goneError(): Error {
  return Object.assign(new Error("PostgreSQL does not answer"), { code: "ETIMEDOUT" });
}

/** Cuts a connection, so that all that waits for it fails. */
function cut(client: Client, error?: Error): void {
  client.connection.stream.destroy(error);
}

/** Finds out whether the server answers, on a connection of its own. */
async function probe(url: string, signal: AbortSignal): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {}); // Whatever waits on the connection is rejected too.
  signal.addEventListener("abort", () => cut(client));
  try {
    await client.connect();
    await client.query("select");
  } catch (error) {
    const state = error instanceof Error && "code" in error ? String(error.code) : "";
    const isRefusal = /^[0-9A-Z]{5}$/.test(state) && !awayStates.test(state);
    if (!isRefusal || signal.aborted) throw error;
  } finally {
    cut(client);
  }
}
