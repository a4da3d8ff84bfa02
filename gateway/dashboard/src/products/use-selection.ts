import { useState } from "preact/hooks";

/** Which rows are chosen, by key; what is not on the present page stays chosen. */
export interface Selection<T> {
  readonly chosen: readonly T[];
  readonly has: (row: T) => boolean;
  readonly set: (rows: readonly T[], isChosen: boolean) => void;
  readonly clear: () => void;
}

/** Keeps which rows are chosen. */
export function useSelection<T>(keyOf: (row: T) => string): Selection<T> {
  const [rows, setRows] = useState<ReadonlyMap<string, T>>(new Map());
  return {
    chosen: [...rows.values()],
    has: (row) => rows.has(keyOf(row)),
    set: (changed, isChosen) => {
      setRows((before) => {
        const next = new Map(before);
        for (const row of changed) {
          if (isChosen) next.set(keyOf(row), row);
          else next.delete(keyOf(row));
        }
        return next;
      });
    },
    clear: () => setRows(new Map()),
  };
}
