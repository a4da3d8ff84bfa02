import type { Import } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { salesClient } from "../sales-client.ts";

/** The latest attempt at an import, and how it stands; undefined when it has not begun. */
export interface Attempt {
  readonly number: number;
  readonly state: Import | undefined;
}

/** Finds the latest attempt at the import of a name. */
export async function findAttempt(name: string, signal: AbortSignal): Promise<Attempt> {
  let found: Attempt = { number: 1, state: undefined };
  for (let number = 1; ; number += 1) {
    const state = await findImport(`${name}-${number}`, signal);
    if (!state) return found;
    found = { number, state };
  }
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
