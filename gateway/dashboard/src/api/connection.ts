import { signal } from "@preact/signals";
import { queryClient } from "./query-client.ts";

const firstRetryMs = 1_000;
const maxRetryMs = 10_000;

/** How long the server may take to say that it is there. */
const maxAnswerMs = 5_000;

/** Since when the server has not been reached; undefined while it is. */
export const lostSince = signal<Date | undefined>(undefined);

let retryMs = firstRetryMs;
let timer: ReturnType<typeof setTimeout> | undefined;
let isLooking = false;

/** Notes that the server could not be reached, and tries until it can be. */
function noteLost(): void {
  if (lostSince.value) return;
  lostSince.value = new Date();
  retryMs = firstRetryMs;
  clearTimeout(timer);
  timer = setTimeout(() => void retry(), retryMs);
}

/**
 * Notes that a call has not reached the server. Whether there is none is looked up: were it only this
 * call that gets nowhere, such as a stream that something on the way does not let through, everything
 * would be asked for again and again.
 */
export function noteFailed(): void {
  if (lostSince.value || isLooking) return;
  isLooking = true;
  void retry().finally(() => {
    isLooking = false;
  });
}

/** Notes that the server has answered. What is shown is asked for again if it had been lost. */
export function noteReached(): void {
  if (!lostSince.value) return;
  clearTimeout(timer);
  lostSince.value = undefined;
  void queryClient.invalidateQueries();
}

/** Looks whether the server can be reached, and notes it. While it cannot be, it is tried again and again. */
export async function retry(): Promise<void> {
  clearTimeout(timer);
  const reached = await fetch("/healthz", {
    cache: "no-store",
    signal: AbortSignal.timeout(maxAnswerMs),
  }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (reached) return noteReached();
  if (!lostSince.value) return noteLost();
  clearTimeout(timer);
  retryMs = Math.min(retryMs * 2, maxRetryMs);
  timer = setTimeout(() => void retry(), retryMs);
}

window.addEventListener("offline", noteLost);
window.addEventListener("online", () => void retry());
