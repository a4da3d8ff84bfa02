import { formatCount } from "../format/number.ts";

/** Prints how many pieces there are, with the word. */
export function formatPieces(count: number): string {
  return `${formatCount(count)} ${Math.abs(count) === 1 ? "piece" : "pieces"}`;
}
