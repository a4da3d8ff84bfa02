import type { CallContext } from "@backroom/kit";

/** How long the caller still waits, in milliseconds. */
export function leftMs({ deadlineMs }: CallContext): number {
  return Math.max(0, deadlineMs - Date.now());
}

/** The call's signal, aborted also after so long, or when half of the call's time has passed. */
export function limitTime(context: CallContext, maxMs: number): AbortSignal {
  const ms = Math.max(1, Math.min(maxMs, leftMs(context) / 2));
  return AbortSignal.any([context.signal, AbortSignal.timeout(Math.ceil(ms))]);
}
