import type { ClickHouseClient } from "@clickhouse/client";
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
  const chunks = await listChunks(client, fact);
  const allRows = chunks.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const { where, rows } of chunks) {
    for (const rollUp of rollUps) {
      signal.throwIfAborted();
      const filling = await readFilling(client, rollUp, { fact, where });
      await client.command({ query: `INSERT INTO ${nameOf(rollUp)} ${filling}` });
    }
    done += rows;
    tell(done, allRows);
  }
}

/** Cuts the facts into runs of whole days; watermarks lie on the first. */
async function listChunks(
  client: ClickHouseClient,
  fact: string,
): Promise<{ where: string; rows: number }[]> {
  const answer = await client.query({
    query: `SELECT toDate(sale_date) AS day, count() FROM ${fact} GROUP BY day ORDER BY day`,
    format: "JSONCompactEachRow",
  });
  const chunks: { where: string; rows: number }[] = [];
  let chunk: { from: string; to: string; rows: number } | undefined;
  const close = () => {
    if (!chunk) return;
    chunks.push({
      where: `toDate(sale_date) BETWEEN '${chunk.from}' AND '${chunk.to}'`,
      rows: chunk.rows,
    });
  };
  for (const [day, count] of await answer.json<[string, string]>()) {
    const rows = Number(count);
    if (chunk && chunk.rows + rows <= maxChunkRows) {
      chunk = { ...chunk, to: day, rows: chunk.rows + rows };
    } else {
      close();
      chunk = { from: day, to: day, rows };
    }
  }
  close();
  return chunks;
}
