import { setImmediate } from "node:timers/promises";
import type { Logger } from "@backroom/kit";
import type { Pool } from "pg";
import type { Changes } from "./changes.ts";
import { type Position, readChanges, readEntries, readPosition } from "./read-index.ts";
import { maxIndexedId } from "./search-entry.ts";
import { SearchIndex } from "./search-index.ts";

/**
 * How many products an index holds at the most; a million takes 0.3 GB, of which 80 MB are the heap's
 * and the others WebAssembly's, and a sixth more while it is made.
 */
const maxProducts = 3_000_000;

/** So many changes are taken in at once, while nobody else gets a turn. */
export const maxChangesAtOnce = 500;

/** So many runs are gathered before they are put into their sets: about those of 20,000 products. */
const maxUnsettled = 2_000_000;

/** With more changes the index is made anew. */
const maxChanges = 50_000;

/** An index that holds exactly what was committed at a moment. */
export interface IndexMoment extends Position {
  readonly index: SearchIndex;
}

/**
 * The search index of all products, which follows what is committed. It is never asked by itself:
 * whoever asks it also asks PostgreSQL, in one snapshot, what has changed since its moment.
 */
export class LiveIndex {
  readonly #pool: Pool;
  readonly #log: Logger;
  #moment: IndexMoment | undefined;
  /** Once so, no index is made any more: it would be in vain. */
  #isTooLarge = false;

  constructor(pool: Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  /** The index at its present moment; undefined while it is being made or has much to catch up with. */
  get moment(): IndexMoment | undefined {
    return this.#moment;
  }

  /**
   * Moves the index on by a few changes that were read since a moment.
   *
   * @returns the new moment; undefined when the index is no longer at the one they were read since.
   */
  advance(from: IndexMoment, position: Position, changes: Changes): IndexMoment | undefined {
    if (this.#moment !== from || changes.count > maxChangesAtOnce) return undefined;
    // Should it fail between two changes, the index is of no moment.
    this.#moment = undefined;
    for (const id of changes.removed) from.index.remove(id);
    from.index.put(changes.present);
    this.#moment = { index: from.index, ...pick(position) };
    return this.#moment;
  }

  /** Brings the index up to date, and makes it when there is none. */
  async catchUp(signal: AbortSignal): Promise<void> {
    const from = this.#moment;
    if (!from) return this.#make(signal);
    const { changes, ...position } = await readChanges(this.#pool, from.snapshot, maxChanges);
    const isSameServer = position.serverStartedAt === from.serverStartedAt;
    // Whoever was quicker knows as much, or soon will.
    if (this.#moment !== from) return;
    if (isSameServer && changes.count <= maxChangesAtOnce) {
      this.advance(from, position, changes);
      return;
    }
    this.#moment = undefined;
    if (isSameServer && (await takeIn(from.index, changes, signal))) {
      this.#moment = { index: from.index, ...pick(position) };
      return;
    }
    from.index.dispose();
  }

  /** Frees the memory. */
  dispose(): void {
    const moment = this.#moment;
    this.#moment = undefined;
    moment?.index.dispose();
  }

  /** Makes the index of what is there, then takes in what has changed meanwhile. */
  async #make(signal: AbortSignal): Promise<void> {
    if (this.#isTooLarge) return;
    const index = new SearchIndex();
    let isMade = false;
    try {
      const begin = await readPosition(this.#pool);
      for await (const entries of readEntries(this.#pool)) {
        if (signal.aborted) return;
        const lastId = entries.at(-1)?.id ?? 0;
        this.#isTooLarge = index.size > maxProducts || lastId > maxIndexedId;
        if (this.#isTooLarge) {
          this.#log.warn(
            { maxProducts, maxIndexedId },
            "too many products, or too great an id, for an index: a search reads them all",
          );
          return;
        }
        index.load(entries);
        if (index.unsettledCount >= maxUnsettled) await settle(index);
      }
      await settle(index);
      index.endLoading();
      const { changes, ...position } = await readChanges(this.#pool, begin.snapshot, maxChanges);
      if (position.serverStartedAt !== begin.serverStartedAt) return;
      isMade = await takeIn(index, changes, signal);
      if (isMade) this.#moment = { index, ...pick(position) };
    } finally {
      if (!isMade) index.dispose();
    }
  }
}

/** Settles what was loaded, so that others get their turn. */
async function settle(index: SearchIndex): Promise<void> {
  for (const _ of index.settle()) await setImmediate();
}

/**
 * Takes in many changes, a few at a time, so that others get their turn.
 *
 * @returns whether all were taken in: not when there may be more, or the signal is aborted.
 */
async function takeIn(index: SearchIndex, changes: Changes, signal: AbortSignal): Promise<boolean> {
  if (changes.count >= maxChanges) return false;
  for (const id of changes.removed) index.remove(id);
  for (let at = 0; at < changes.present.length; at += maxChangesAtOnce) {
    index.put(changes.present.slice(at, at + maxChangesAtOnce));
    await setImmediate();
    if (signal.aborted) return false;
  }
  return true;
}

function pick({ snapshot, serverStartedAt }: Position): Position {
  return { snapshot, serverStartedAt };
}
