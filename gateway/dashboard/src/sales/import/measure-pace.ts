/** How fast an import is. */
export interface Speed {
  /** 0 while that cannot be said yet. */
  readonly rowsPerSecond: number;
  readonly remainingMs: number | undefined;
}

/** The pace goes by what was done in about the last so many milliseconds. */
const windowMs = 10_000;

/**
 * Measures how fast rows are settled, and so when a file of a size will be. It goes by what came
 * after the first chunk: before that lies what had been settled earlier and was only read.
 */
export function measurePace(size: number, now: () => number = () => performance.now()) {
  const marks: { readonly atMs: number; readonly rows: number; readonly bytes: number }[] = [];
  let rows = 0;
  return {
    /** Takes note of rows that were settled, and of how far the file is with them. */
    add(settled: number, bytes: number): Speed {
      rows += settled;
      const last = { atMs: now(), rows, bytes };
      marks.push(last);
      while (marks.length > 2 && last.atMs - (marks[1]?.atMs ?? 0) >= windowMs) marks.shift();
      const [first = last] = marks;
      const elapsedMs = last.atMs - first.atMs;
      const bytesRead = bytes - first.bytes;
      if (elapsedMs <= 0 || bytesRead <= 0) return { rowsPerSecond: 0, remainingMs: undefined };
      return {
        rowsPerSecond: ((rows - first.rows) * 1_000) / elapsedMs,
        remainingMs: (Math.max(size - bytes, 0) * elapsedMs) / bytesRead,
      };
    },
  };
}
