import type { CallContext } from "@backroom/kit";

/** How long the caller still waits, in milliseconds. */
export function leftMs({ deadlineMs }: CallContext): number {
  return Math.max(0, deadlineMs - Date.now());
}

/** The call's signal, aborted also after so long, or when such a share of the time that is left has passed. */
export function limitTime(context: CallContext, maxMs: number, share: number): AbortSignal {
  const ms = Math.max(1, Math.min(maxMs, leftMs(context) * share));
  return AbortSignal.any([context.signal, AbortSignal.timeout(Math.ceil(ms))]);
}
