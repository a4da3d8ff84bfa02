import { useEffect, useRef } from "preact/hooks";

/**
 * Does something when a single key is pressed on the page: not while something is typed, not with
 * a modifier, and not under a dialogue.
 */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || event.defaultPrevented) return;
      if (document.querySelector("dialog[open], :popover-open")) return;
      if (target instanceof HTMLElement && target.matches("input, select, textarea")) return;
      const act = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
