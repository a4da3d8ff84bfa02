import type { ClientBase } from "pg";
import { copyEntries } from "./copy-entries.ts";
import { insertEntries } from "./insert-entries.ts";
import type { PlannedEntry } from "./plan-chunk.ts";

/** How the entries are added. */
export interface EntryAdding {
  readonly recordedBy: string;
  /** Whether some of their idempotency keys are likely taken. */
  readonly expectsTaken: boolean;
}

/**
 * Adds entries to the ledger within a transaction, passing over those whose idempotency key is taken,
 * and answers how many it added. INSERT … ON CONFLICT costs half as much again as COPY, which knows
 * of no conflicts: COPY is tried unless some are expected, and when it meets one nothing of it remains.
 */
export async function addEntries(
  client: ClientBase,
  entries: readonly PlannedEntry[],
  { recordedBy, expectsTaken }: EntryAdding,
): Promise<number> {
  if (entries.length === 0) return 0;
  const ordered = entries.toSorted(byKey);
  if (expectsTaken) return insertEntries(client, ordered, recordedBy);
  await client.query("savepoint before_copy");
  try {
    const added = await copyEntries(client, ordered, recordedBy);
    await client.query("release savepoint before_copy");
    return added;
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
  }
  await client.query("rollback to savepoint before_copy");
  return insertEntries(client, ordered, recordedBy);
}

/** Orders entries as all writers do, by key, so that none waits for another in a circle. */
function byKey({ idempotencyKey: a = "" }: PlannedEntry, { idempotencyKey: b = "" }: PlannedEntry) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether an error says that an idempotency key is taken. */
function isKeyTaken(error: unknown): boolean {
  return (
    error instanceof Error && "constraint" in error && error.constraint === "sale_idempotency_key"
  );
}
