import type { ClickHouseClient } from "@clickhouse/client";

/** A run of whole UTC days or months, first and last included. */
export interface Chunk {
  /** The first day, `YYYY-MM-DD`; nothing lies before it. */
  readonly from: string;
  readonly to: string;
  /** How many facts it had when it was cut. */
  readonly rows: number;
}

const firstDay = "1970-01-01";
const lastDay = "2149-06-06";

/**
 * Cuts all time into runs of whole days, or of whole months, with so many facts each, unless one day
 * or month has more. Watermarks lie on the first day.
 */
export async function listChunks(
  client: ClickHouseClient,
  fact: string,
  maxRows: number,
  isMonthly = false,
): Promise<Chunk[]> {
  const date = isMonthly ? "toLastDayOfMonth(toDate(sale_date))" : "toDate(sale_date)";
  const answer = await client.query({
    query: `SELECT ${date} AS last, toString(last + 1), count() FROM ${fact} GROUP BY last ORDER BY last`,
    format: "JSONCompactEachRow",
  });
  const chunks: Chunk[] = [];
  let chunk: Chunk = { from: firstDay, to: firstDay, rows: 0 };
  let next = firstDay;
  for (const [last, dayAfter, count] of await answer.json<[string, string, string]>()) {
    const rows = Number(count);
    if (chunk.rows > 0 && chunk.rows + rows > maxRows) {
      chunks.push(chunk);
      chunk = { from: next, to: last, rows };
    } else {
      chunk = { from: chunk.from, to: last, rows: chunk.rows + rows };
    }
    next = dayAfter;
  }
  chunks.push({ ...chunk, to: lastDay });
  return chunks;
}
