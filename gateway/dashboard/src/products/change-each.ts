import { Code, ConnectError } from "@connectrpc/connect";
import { errorText } from "../api/describe-error.ts";

/** What became of changing many things one by one. */
export interface Changed<T> {
  readonly done: readonly T[];
  readonly refused: readonly { readonly row: T; readonly why: string }[];
}

/** How many changes are under way at once. */
const width = 4;

/** Whether a change was refused because its object is no longer as it was shown. */
export function isStale(error: unknown): boolean {
  return ConnectError.from(error).code === Code.Aborted;
}

/**
 * Changes many things, each by itself: that one is refused keeps no other from being changed. With
 * `isOwn` only such errors are told of single things; any other is thrown.
 */
export async function changeEach<T>(
  rows: readonly T[],
  change: (row: T) => Promise<unknown>,
  isOwn: (error: unknown) => boolean = () => true,
): Promise<Changed<T>> {
  const refusals = new Map<T, string>();
  const left = [...rows];
  const work = async () => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      try {
        await change(row);
      } catch (error) {
        if (!isOwn(error)) throw error;
        refusals.set(row, isStale(error) ? "somebody changed it meanwhile" : errorText(error));
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return {
    done: rows.filter((row) => !refusals.has(row)),
    refused: rows.flatMap((row) => {
      const why = refusals.get(row);
      return why === undefined ? [] : [{ row, why }];
    }),
  };
}
