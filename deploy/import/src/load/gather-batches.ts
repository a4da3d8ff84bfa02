/** How large a batch may become. */
export interface BatchLimits<T> {
  /** The most items. */
  readonly items: number;
  /** The most weight; a single item that is heavier makes a batch of its own. */
  readonly weight: number;
  /** Answers what an item weighs. */
  readonly weigh: (item: T) => number;
}

/** Gathers items into batches within limits; the last may be smaller. */
export async function* gatherBatches<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limits: BatchLimits<T>,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let weight = 0;
  for await (const item of items) {
    const itemWeight = limits.weigh(item);
    if (batch.length >= limits.items || (batch.length > 0 && weight + itemWeight > limits.weight)) {
      yield batch;
      batch = [];
      weight = 0;
    }
    batch.push(item);
    weight += itemWeight;
  }
  if (batch.length > 0) yield batch;
}
