import type { Scouting } from "./scout-search.ts";

/**
 * How the products of a page are found: among those that the search index finds, or by going through
 * the products in the order of the list until there are enough.
 */
export type Way = "index" | "order";

/** The search index holds every three letters that follow each other: of fewer it knows nothing. */
export const shortestIndexed = 3;

/** What finding a product by the index costs, compared with passing over one in the order of the list. */
const costOfFinding = 3;

/**
 * Chooses the cheaper way to the rows of a page.
 *
 * @param rowCount how many matching rows are read, those that are passed over included.
 */
export function chooseWay(text: string, { all, total }: Scouting, rowCount: number): Way {
  if (Array.from(text).length < shortestIndexed) return "order";
  if (total === undefined) return "index";
  return (rowCount * all) / Math.max(1, total) < costOfFinding * total ? "order" : "index";
}
