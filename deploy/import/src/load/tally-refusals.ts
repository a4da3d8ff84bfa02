import { maxKeptProblems, type Tally } from "../report/tally.ts";
import type { Backroom } from "./connect.ts";
import { retry } from "./retry.ts";

/** Counts the rows that the server has refused of an import, and keeps the reasons of the first. */
export async function tallyRefusals(
  { sales }: Backroom,
  importId: string,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<void> {
  const patience = { maxElapsedMs: 60_000, signal };
  let pageToken = "";
  let unlisted = 0;
  let listed = 0;
  do {
    const request = { importId, limit: 1000, pageToken };
    const page = await retry(() => sales.listImportRefusals(request, { signal }), patience);
    for (const { row, message } of page.items) tally.fail(Number(row), message);
    listed += page.items.length;
    unlisted = Number(page.total) - listed;
    pageToken = page.nextPageToken;
  } while (pageToken && listed < maxKeptProblems);
  tally.failed += Math.max(unlisted, 0);
}
