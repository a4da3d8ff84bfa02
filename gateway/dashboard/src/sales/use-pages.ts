import { useEffect, useRef } from "preact/hooks";
import { useUrlState } from "../api/use-url-state.ts";

/** Which page came before the page of a token, as far as it was gone to from there. */
const before = new Map<string, string>();

/** The page of a list that the address names, and the ways to others. */
export interface Pages {
  readonly token: string;
  readonly onPrevious?: () => void;
  readonly onNext?: () => void;
}

/**
 * Pages through a list by the tokens of its answers. The token is in the address, so that Back
 * leads back; from an address that was opened with one, Previous leads to the first page.
 *
 * @param filterKey what the list is filtered by: a token is of no use under another filter.
 */
export function usePages(filterKey: string, nextToken: string | undefined): Pages {
  const [{ page = "" }, setState] = useUrlState();
  const shown = useRef({ filterKey, page });
  const isStale = shown.current.filterKey !== filterKey && shown.current.page === page;
  useEffect(() => {
    if (isStale && page) setState({ page: undefined }, { replace: true });
    else shown.current = { filterKey, page };
  }, [filterKey, page, isStale]);
  return {
    token: isStale ? "" : page,
    onPrevious: page ? () => setState({ page: before.get(page) }) : undefined,
    onNext: nextToken
      ? () => {
          before.set(nextToken, page);
          setState({ page: nextToken });
        }
      : undefined,
  };
}
