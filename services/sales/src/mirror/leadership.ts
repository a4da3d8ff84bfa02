import type { Client } from "pg";
import type { Position } from "../ledger/position.ts";
import type { Feed } from "./feeds.ts";
import type { MirrorState } from "./start-mirror.ts";
import type { Survey } from "./survey-ledger.ts";

/** What the one process that mirrors works with, from one recovery to the next. */
export interface Leadership {
  readonly state: MirrorState;
  /** The connection that holds the lock: a statement that it answers was run while this process led. */
  readonly client: Client;
  /** Where each feed has come. */
  readonly at: Record<Feed["name"], Position>;
  /** What performance.now() must be added to for ClickHouse's clock, in milliseconds since 1970. */
  readonly clockOffsetMs: number;
  /** Aborted when this process is to stop, or no longer leads. */
  readonly signal: AbortSignal;
  /** The newest survey of the ledger. */
  survey: Survey;
}

/**
 * Proves that this process still led after everything that was done before this call.
 *
 * @throws when the connection, and with it the lock, is gone.
 */
export async function proveLeadership(client: Client): Promise<void> {
  await client.query("select");
}
