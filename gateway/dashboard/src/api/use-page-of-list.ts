import { isCountable, readPage, writePage } from "./page-of-list.ts";
import { useUrlState } from "./use-url-state.ts";

interface Ways {
  readonly page: number;
  readonly onFirst?: () => void;
  readonly onPrevious?: () => void;
  readonly onNext?: () => void;
}

/**
 * The page of a list that the address names, and the ways to others: on by the token that the page
 * gave out, which stays fast at any depth, and back by counting.
 */
export function usePageOfList(limit: number): {
  readonly of: ReturnType<typeof readPage>;
  /** @param isStale whether the token is still of another page, while this one is loaded. */
  readonly ways: (nextToken: string | undefined, isStale: boolean) => Ways;
} {
  const [state, setState] = useUrlState();
  const of = readPage(state);
  const go = (page: number, token?: string) => () => setState(writePage({ page, token }));
  return {
    of,
    ways: (nextToken, isStale) => ({
      page: of.page,
      onFirst: of.page > 1 ? go(1) : undefined,
      onPrevious: of.page > 1 && isCountable(of.page - 1, limit) ? go(of.page - 1) : undefined,
      onNext: nextToken ? () => !isStale && go(of.page + 1, nextToken)() : undefined,
    }),
  };
}
