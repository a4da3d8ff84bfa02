/** Over how long the rate is measured, in milliseconds, and twice that at most. */
const spanMs = 30_000;

/** Nobody wants a rate of less than so many milliseconds. */
const minSpanMs = 2000;

/** How far a reading was at an instant. */
interface Mark {
  readonly atMs: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Measures how fast the rows of a file are read, and how long the rest will take. */
export class Pace {
  readonly #size: number;
  #from: Mark | undefined;
  #next: Mark | undefined;

  /** @param size the file's, in bytes. */
  constructor(size: number) {
    this.#size = size;
  }

  /**
   * Says how many rows were read, how many a second lately, and when the file will be at its end.
   *
   * @param nowMs an instant, by any clock that does not go back.
   */
  measure(rows: number, bytes: number, nowMs = performance.now()): string {
    const now = { atMs: nowMs, rows, bytes };
    this.#from ??= now;
    this.#next ??= now;
    if (nowMs - this.#next.atMs >= spanMs) {
      this.#from = this.#next;
      this.#next = now;
    }
    const { atMs, rows: rowsThen, bytes: bytesThen } = this.#from;
    if (nowMs - atMs < minSpanMs || bytes <= bytesThen) return `${rows} rows read`;
    const rate = Math.round(((rows - rowsThen) * 1000) / (nowMs - atMs));
    const leftMs = ((this.#size - bytes) * (nowMs - atMs)) / (bytes - bytesThen);
    return `${rows} rows read, ${rate}/s, ${formatTime(leftMs / 1000)} left`;
  }
}

/** Prints a time as a person would say it. */
function formatTime(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
