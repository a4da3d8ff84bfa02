import { RoaringBitmap32 } from "roaring-wasm";

/**
 * Makes the set of what all of the sets hold, beginning with the smallest, for then there is the
 * least to look at.
 *
 * @param sets at least one.
 * @returns a set of its own, which the caller disposes of.
 */
export function intersect(sets: readonly RoaringBitmap32[]): RoaringBitmap32 {
  const [first, second, ...others] = sets
    .map((set) => ({ set, size: set.size }))
    .sort((a, b) => a.size - b.size)
    .map(({ set }) => set);
  if (!first) throw new RangeError("there are no sets");
  if (!second) return first.clone();
  const common = RoaringBitmap32.and(first, second);
  for (const set of others) {
    if (common.isEmpty) break;
    common.andInPlace(set);
  }
  return common;
}
