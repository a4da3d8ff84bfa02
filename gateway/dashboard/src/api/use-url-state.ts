import { useLocation, useSearch } from "wouter";

/** The parameters of the page's address. */
export type UrlState = Readonly<Record<string, string>>;

/** How an address is left: `replace` for what is changed many times a second, such as a search. */
export interface UrlChange {
  readonly replace?: boolean;
}

/**
 * The parameters of the address and a way to change some of them: an empty text or undefined takes
 * one out. Everything that a page shows by choice is kept there, so that an address can be sent to
 * somebody else and Back leads back. Secrets never are.
 */
export function useUrlState(): [
  UrlState,
  (changes: Readonly<Record<string, string | undefined>>, change?: UrlChange) => void,
] {
  // What it answers is decoded once too often: a value such as `50%25` would not be read as written.
  useSearch();
  const [path, navigate] = useLocation();
  const state = Object.fromEntries(new URLSearchParams(window.location.search));
  return [
    state,
    (changes, { replace = false } = {}) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const text = next.toString();
      navigate(text ? `${path}?${text}` : path, { replace });
    },
  ];
}
