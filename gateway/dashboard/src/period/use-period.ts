import { useStore } from "../api/use-store.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { findToday } from "./calendar.ts";
import { type Period, type Preset, readPeriod } from "./period.ts";

/** The period that the page's address names, in the shop's zone or another. */
export function usePeriod(
  fallback: Preset,
  timeZone?: string,
): Period & { readonly preset?: Preset } {
  const { timeZone: storeZone } = useStore();
  const [state] = useUrlState();
  return readPeriod(state, findToday(timeZone ?? storeZone), fallback);
}
