import { signal } from "@preact/signals";
import { queryClient } from "./query-client.ts";

const firstRetryMs = 1_000;
const maxRetryMs = 10_000;

/** Since when the server has not been reached; undefined while it is. */
export const lostSince = signal<Date | undefined>(undefined);

let retryMs = firstRetryMs;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Notes that the server could not be reached, and tries until it can be. */
export function noteLost(): void {
  if (lostSince.value) return;
  lostSince.value = new Date();
  retryMs = firstRetryMs;
  timer = setTimeout(retry, retryMs);
}

/** Notes that the server has answered. What is shown is asked for again if it had been lost. */
export function noteReached(): void {
  if (!lostSince.value) return;
  clearTimeout(timer);
  lostSince.value = undefined;
  void queryClient.invalidateQueries();
}

/** Tries to reach the server at once, and later again if it is not there. */
export async function retry(): Promise<void> {
  clearTimeout(timer);
  const reached = await fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (reached) return noteReached();
  retryMs = Math.min(retryMs * 2, maxRetryMs);
  timer = setTimeout(retry, retryMs);
}

window.addEventListener("offline", noteLost);
window.addEventListener("online", () => void retry());
