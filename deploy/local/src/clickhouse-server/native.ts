import { createRequire } from "node:module";

/** A connection of the embedded engine: settings, current database and parameters are its own. */
export type Connection = { readonly brand: unique symbol };

/** What a statement answers when it has run to its end. */
export interface NativeResult {
  bytes: Buffer;
  /** Seconds. */
  elapsed: number;
  rowsRead: number;
  bytesRead: number;
}

/** The functions of chdb's native addon which this server uses. */
export interface Native {
  /** Opens a connection; a process can have many, all to one folder. Blocks for about 0.1 ms, the first for longer. */
  CreateConnection(folder: string, settings: readonly string[]): Connection;
  /** Must not be called while a statement runs on the connection: that aborts the whole engine. */
  CloseConnection(connection: Connection): void;
  /** Runs one or more statements on a thread of libuv's pool. */
  QueryAsyncConnection(connection: Connection, sql: string, format: string): Promise<NativeResult>;
}

/**
 * Loads chdb's native addon. chdb's own `Session` is passed by for two reasons: it keeps every closed
 * session until all statements of the process have ended, and it binds parameters through one queue.
 */
export function loadNative(): Native {
  const require = createRequire(createRequire(import.meta.url).resolve("chdb"));
  const libc = process.platform === "linux" ? "-gnu" : "";
  return require(`@chdb/lib-${process.platform}-${process.arch}${libc}`);
}
