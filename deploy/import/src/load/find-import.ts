import type { Import } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Backroom } from "./connect.ts";
import { type Patience, retry } from "./retry.ts";

/** Asks how far an import is; undefined when none of that name has begun. */
export async function findImport(
  { sales }: Backroom,
  importId: string,
  patience?: Patience,
): Promise<Import | undefined> {
  try {
    const call = () => sales.getImport({ importId }, { signal: patience?.signal });
    return (await retry(call, patience)).import;
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
    throw error;
  }
}
