import type { ClickHouseClient } from "@clickhouse/client";
import { listChunks } from "./list-chunks.ts";
import { readFilling } from "./read-filling.ts";

/** How many facts are summed at a time, unless one day has more: so much must fit into memory. */
const maxChunkRows = 1_000_000;

/** What is filled, and from what. */
export interface Filling {
  /** The roll-ups, as they are called in service. */
  readonly rollUps: readonly string[];
  /** The empty tables that are filled, by the names of those in service. */
  readonly nameOf: (rollUp: string) => string;
  /** The table of facts, to which nothing is added meanwhile. */
  readonly fact: string;
}

/**
 * Fills empty roll-ups from facts, a number of days at a time.
 *
 * @param tell is told how many of the facts are done, and of how many.
 */
export async function fillRollUps(
  client: ClickHouseClient,
  { rollUps, nameOf, fact }: Filling,
  signal: AbortSignal,
  tell: (rows: number, allRows: number) => void,
): Promise<void> {
  const chunks = await listChunks(client, fact, maxChunkRows);
  const allRows = chunks.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const { from, to, rows } of chunks) {
    const where = `toDate(sale_date) BETWEEN '${from}' AND '${to}'`;
    for (const rollUp of rollUps) {
      signal.throwIfAborted();
      const filling = await readFilling(client, rollUp, { fact, where });
      await client.command({ query: `INSERT INTO ${nameOf(rollUp)} ${filling}` });
    }
    done += rows;
    tell(done, allRows);
  }
}
