import { useEffect, useRef } from "preact/hooks";

/**
 * Begins another page at its top, and gives it the focus if that was lost with the link that led there.
 * Back and Forward leave the page scrolled as the browser has kept it.
 */
export function useArrival(path: string): void {
  const shown = useRef(window.location.pathname);
  const isReturn = useRef(false);
  useEffect(() => {
    const note = () => {
      isReturn.current = window.location.pathname !== shown.current;
    };
    window.addEventListener("popstate", note);
    return () => window.removeEventListener("popstate", note);
  }, []);
  useEffect(() => {
    if (window.location.pathname === shown.current) return;
    shown.current = window.location.pathname;
    if (!isReturn.current) window.scrollTo(0, 0);
    isReturn.current = false;
    if (document.activeElement !== document.body) return;
    document.getElementById("page")?.focus({ preventScroll: true });
  }, [path]);
}
