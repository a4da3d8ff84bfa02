import type { CallContext } from "@backroom/kit";
import type { ConnectError } from "@connectrpc/connect";
import type { Deps } from "../deps.ts";
import { planChunk } from "./plan-chunk.ts";
import type { ReadRow } from "./read-row.ts";
import { type ChunkWriting, type WrittenChunk, writeChunk } from "./write-chunk.ts";

/** What became of a chunk. */
export interface SettledChunk {
  /** What was written; undefined when no row of it could be settled. */
  readonly written: WrittenChunk | undefined;
  /** Why the rows after those cannot be settled just now; undefined when there are none. */
  readonly doubt: ConnectError | undefined;
}

/** Settles rows of an import: plans what becomes of each, and writes that when it is its turn. */
export async function settleChunk(
  deps: Deps,
  rows: readonly ReadRow[],
  writing: ChunkWriting,
  context: CallContext,
): Promise<SettledChunk> {
  const { lastRow, doubt, ...plan } = await planChunk(deps, rows, context);
  if (lastRow === undefined) return { written: undefined, doubt };
  const endTurn = await deps.importTurns.take(["write"]);
  try {
    return { written: await writeChunk(deps.pool, writing, { ...plan, lastRow, doubt }), doubt };
  } finally {
    endTurn();
    deps.ledgerHint.give();
  }
}
