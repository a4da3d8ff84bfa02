import type { Survey } from "./survey-ledger.ts";

/** A moment of which all that had been committed can be read. */
export interface Moment {
  /** On PostgreSQL's clock, in milliseconds since 1970. */
  readonly atMs: number;
  /** On the clock of performance.now(); whoever began to wait before it need not wait on. */
  readonly begunAtMs: number;
}

/** What is needed of a survey. */
export type Sight = Pick<Survey, "atMs" | "isWithheld" | "oldestXid" | "nextXid">;

/**
 * Finds for each survey the latest moment whose commits can all be read by then. While transactions
 * overlap without a gap every survey finds rows that must still wait, but those of an earlier one
 * wait no longer once all that were open then have ended.
 */
export class Settling {
  #awaited: (Moment & Pick<Survey, "nextXid">) | undefined;

  /** @returns undefined while no such moment is known that was not told before. */
  settle({ atMs, isWithheld, oldestXid, nextXid }: Sight, begunAtMs: number): Moment | undefined {
    const newest = { atMs, begunAtMs, nextXid };
    if (!isWithheld) {
      this.#awaited = undefined;
      return newest;
    }
    const settled = this.#awaited && oldestXid >= this.#awaited.nextXid ? this.#awaited : undefined;
    if (settled || !this.#awaited) this.#awaited = newest;
    return settled;
  }
}
