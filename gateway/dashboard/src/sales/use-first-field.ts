import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Gives the focus to the first field of what the answered ref is put on, once that is shown. */
export function useFirstField<T extends HTMLElement>(): RefObject<T | null> {
  const parent = useRef<T>(null);
  useEffect(() => {
    parent.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return parent;
}
