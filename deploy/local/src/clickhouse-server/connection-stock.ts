import type { Connection, Native } from "./native.ts";
import { connectionSettings } from "./settings.ts";

/** Fresh connections, opened before they are needed, each for one statement. */
export interface ConnectionStock {
  /** Answers a connection on which nothing has run. */
  take(): Connection;
  /** Takes back a connection whose statement has ended; it is closed, as what was set on it stays set. */
  discard(connection: Connection): void;
  /** Closes all that are not in use, and opens no more. */
  close(): void;
}

/** So many are ready when nothing has been asked for a while. */
const readyCount = 4;

/** How long after a statement has begun or ended its connection is replaced: the answer goes first. */
const delayMs = 1;

/**
 * Makes a stock of connections to a folder. Opening and closing one keeps the event loop's thread for a
 * large part of a millisecond, so both are done when a statement has been handed to the engine, or its
 * answer to the client.
 */
export function createConnectionStock(native: Native, folder: string): ConnectionStock {
  const ready: Connection[] = [];
  const used: Connection[] = [];
  let isTidying = false;
  let isClosed = false;
  const open = () => native.CreateConnection(folder, connectionSettings);

  /** Does one thing at a time, so that a request that arrives meanwhile does not wait for all of them. */
  function tidy(): void {
    isTidying = false;
    if (isClosed) return;
    const connection = used.pop();
    try {
      if (connection) native.CloseConnection(connection);
      else if (ready.length < readyCount) ready.push(open());
    } catch (error) {
      console.error(String(error)); // Whoever takes the next connection is told, too.
      return;
    }
    isTidying = used.length > 0 || ready.length < readyCount;
    if (isTidying) setImmediate(tidy);
  }

  function tidyLater(): void {
    if (isTidying) return;
    isTidying = true;
    setTimeout(tidy, delayMs);
  }

  tidyLater();
  return {
    take() {
      tidyLater();
      return ready.pop() ?? open();
    },
    discard(connection) {
      used.push(connection);
      tidyLater();
    },
    close() {
      isClosed = true;
      for (const connection of [...ready, ...used]) native.CloseConnection(connection);
    },
  };
}
