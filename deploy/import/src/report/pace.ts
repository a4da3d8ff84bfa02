/** Over how long the rate is measured, in milliseconds, at least. */
const spanMs = 5000;

/** Measures how fast the rows of a file are read, and how long the rest will take. */
export class Pace {
  readonly #size: number;
  #since = { at: performance.now(), rows: 0, bytes: 0 };
  #text = "";

  /** @param size the file's, in bytes. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Says how many rows were read, how many a second lately, and when the file will be at its end. */
  measure(rows: number, bytes: number): string {
    const now = performance.now();
    const seconds = (now - this.#since.at) / 1000;
    if (seconds * 1000 >= spanMs && bytes > this.#since.bytes) {
      const rate = Math.round((rows - this.#since.rows) / seconds);
      const left = ((this.#size - bytes) * seconds) / (bytes - this.#since.bytes);
      this.#text = `, ${rate}/s, ${formatSeconds(left)} left`;
      this.#since = { at: now, rows, bytes };
    }
    return `${rows} rows read${this.#text}`;
  }
}

/** Prints a time as a person would say it. */
function formatSeconds(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
