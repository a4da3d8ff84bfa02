import type { Import } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { salesClient } from "../sales-client.ts";

/** The latest attempt at an import, and how it stands. */
export interface Attempt {
  readonly number: number;
  readonly state: Import | undefined;
}

/**
 * Finds the latest attempt at the import of a name, or begins the first. There is another only where
 * rows were refused at the one before.
 */
export async function findAttempt(name: string, signal: AbortSignal): Promise<Attempt> {
  const { import: first } = await salesClient.importRows({ importId: `${name}-1` }, { signal });
  let found: Attempt = { number: 1, state: first };
  while (found.state?.refused) {
    const number = found.number + 1;
    const state = await findImport(`${name}-${number}`, signal);
    if (!state) break;
    found = { number, state };
  }
  return found;
}

/** Asks how an import stands; undefined when none of that name has begun. */
async function findImport(importId: string, signal: AbortSignal): Promise<Import | undefined> {
  try {
    return (await salesClient.getImport({ importId }, { signal })).import;
  } catch (error) {
    if (ConnectError.from(error).code === Code.NotFound) return undefined;
    throw error;
  }
}
