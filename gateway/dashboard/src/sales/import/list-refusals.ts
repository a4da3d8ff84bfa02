import type { Problem } from "@backroom/import/sales-file";
import { salesClient } from "../sales-client.ts";

const limit = 1_000;
const maxListed = 100_000;

/** Lists the rows that the server has refused of an import, 100,000 at the most. */
export async function listRefusals(importId: string, signal: AbortSignal): Promise<Problem[]> {
  const found: Problem[] = [];
  let pageToken = "";
  do {
    const request = { importId, limit, pageToken };
    const page = await salesClient.listImportRefusals(request, { signal });
    for (const { row, message } of page.items) found.push({ line: Number(row), reason: message });
    pageToken = page.nextPageToken;
  } while (pageToken && found.length < maxListed);
  return found;
}
