import type { Problem } from "@backroom/import/sales-file";
import { salesClient } from "../sales-client.ts";
import { type FileSending, sendFile } from "./send-file.ts";

/** What has become of a file. */
interface SentAttempt {
  readonly importId: string;
  /** Whether the file had been imported before, so that nothing was sent. */
  readonly isOld: boolean;
  /** The rows that could not be read. */
  readonly problems: readonly Problem[];
}

/**
 * Sends what the latest attempt at an import lacks. There is another attempt only where rows were
 * refused at the one before and no row is left to send: then those are tried again.
 *
 * @param name what the import is known by, a number for the attempt to be added.
 */
export async function sendLatestAttempt(
  name: string,
  sending: Omit<FileSending, "importId" | "before">,
): Promise<SentAttempt> {
  const { signal } = sending.control;
  let end: bigint | undefined;
  for (let number = 1; ; number += 1) {
    const importId = `${name}-${number}`;
    // A chunk of no rows begins an import, or tells how one stands that had begun.
    const { import: before } = await salesClient.importRows({ importId }, { signal });
    const { position = 0n, refused = 0n } = before ?? {};
    if (refused && position === end) continue;
    const { isSent, problems } = await sendFile({ ...sending, importId, before });
    if (isSent || !refused) return { importId, isOld: !isSent && position > 0n, problems };
    end = position;
  }
}
