import { LRUCache } from "lru-cache";
import type { RowSelection } from "../ledger/filter-rows.ts";
import type { Position } from "../ledger/position.ts";
import type { Contents } from "../mirror/contents.ts";
import type { MirrorCount } from "./row-counter.ts";

/** How much memory the counts may take, by a rather high estimate. */
const maxBytes = 8 * 2 ** 20;

/** What a count takes beside its name, in bytes. */
const countBytes = 1_000;

/** About so many rows beyond a count are counted by the ledger in a few milliseconds. */
const maxRowsBeyond = 2_000n;

/**
 * Keeps what the mirror has counted. How many rows match up to a position is true for ever, since
 * rows neither change nor come in before it; what was written later is counted by the ledger in any
 * case. So a count is good until too much was written since, or the mirror is found to be in doubt.
 */
export class CountMemory {
  readonly #counts = new LRUCache<string, MirrorCount>({
    maxSize: maxBytes,
    sizeCalculation: (_, name) => countBytes + 2 * name.length,
  });
  #contents: Contents | undefined;

  /**
   * Finds what was counted of a selection.
   *
   * @param position how far the mirror has come.
   */
  find(contents: Contents, position: Position, selection: RowSelection): MirrorCount | undefined {
    this.#turnTo(contents);
    const name = nameOf(selection);
    const counted = this.#counts.get(name);
    const isClose = counted?.parts.every(({ position: { epoch, id } }) => {
      return epoch === position.epoch && position.id - id <= maxRowsBeyond;
    });
    if (isClose) return counted;
    this.#counts.delete(name);
    return undefined;
  }

  /** Keeps what was counted in a mirror of these contents. */
  keep(contents: Contents, selection: RowSelection, counted: MirrorCount): void {
    this.#turnTo(contents);
    this.#counts.set(nameOf(selection), counted);
  }

  /** Forgets what was counted in a mirror of other contents. */
  #turnTo(contents: Contents): void {
    if (this.#contents !== contents) this.#counts.clear();
    this.#contents = contents;
  }
}

/** Names a selection by all that is counted of it. */
function nameOf({ startMs, endMs, productIds, channel, kind }: RowSelection): string {
  return JSON.stringify([startMs, endMs, channel, kind, productIds?.join()]);
}
