import type { Contents } from "../mirror/contents.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { Window } from "./query.ts";
import { writePlain } from "./question.ts";
import type { RevenueStore } from "./revenue-store.ts";
import { Trace, traceReads } from "./trace-reads.ts";

/** The bounds that were found for a filter. */
interface Found {
  readonly bounds: Window | undefined;
}

/**
 * Remembers when the first and the last matching sale was, for whatever is asked about all time, until
 * something is recorded before the first or after the last.
 */
export function rememberBounds(
  store: RevenueStore,
  cache: AnswerCache,
  contents: Contents,
): RevenueStore {
  return {
    ...store,
    async findBounds(filter, signal) {
      const name = `bounds ${writePlain(filter)}`;
      const known = cache.find(contents, name) as Found | undefined;
      if (known) return known.bounds;
      const { changeCount } = contents; // Before anything is read: Contents says why.
      const trace = new Trace();
      const found: Found = { bounds: await traceReads(store, trace).findBounds(filter, signal) };
      cache.keep(contents, name, found, trace, changeCount);
      return found.bounds;
    },
  };
}
