const dayCount = 2 ** 16;

/** The last change of each day, as a tree in which each node holds the last change below it. */
export class DayChanges {
  /** How many days there are; the last that Backroom keeps is in the year 2104. */
  static readonly size = dayCount;
  #nodes: Float64Array | undefined;

  /** Notes a change, which is later than all before, of a day since 1970. */
  set(day: number, change: number): void {
    this.#nodes ??= new Float64Array(2 * dayCount); // A megabyte, for a process that leads only.
    for (let node = dayCount + day; node > 0; node >>= 1) this.#nodes[node] = change;
  }

  /** Lists the days from one to another, both inclusive, that have a later change. */
  changedSince(change: number, fromDay: number, toDay: number): Iterable<number> {
    return this.#search(1, 0, dayCount, { change, fromDay, toDay });
  }

  *#search(
    node: number,
    firstDay: number,
    length: number,
    sought: { readonly change: number; readonly fromDay: number; readonly toDay: number },
  ): Generator<number> {
    if (firstDay > sought.toDay || firstDay + length <= sought.fromDay) return;
    if ((this.#nodes?.[node] ?? 0) <= sought.change) return;
    if (length === 1) {
      yield firstDay;
      return;
    }
    const half = length / 2;
    yield* this.#search(2 * node, firstDay, half, sought);
    yield* this.#search(2 * node + 1, firstDay + half, half, sought);
  }
}
