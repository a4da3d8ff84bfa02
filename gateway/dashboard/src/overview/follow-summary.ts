import type { GetSummaryResponse } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { sleep } from "../api/sleep.ts";

/** How the summary comes: pushed by the server, asked for every few seconds, or not at all yet. */
export type Feed = "connecting" | "streaming" | "polling";

/** What following a summary needs. */
export interface FollowOptions {
  /** Opens the stream. */
  readonly watch: (signal: AbortSignal) => AsyncIterable<GetSummaryResponse>;
  readonly onSummary: (summary: GetSummaryResponse) => void;
  readonly onFeed: (feed: Feed) => void;
  /** Called when an open stream has been silent for longer than the server ever is. */
  readonly onSilence: () => void;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How long the first message is waited for before the summary is asked for besides; 5,000 when absent. */
  readonly firstMessageMs?: number;
  /** How long a stream may be silent: the server sends something every 15 seconds. 40,000 when absent. */
  readonly maxSilenceMs?: number;
  /** How long the first pause is before the stream is opened again; each is twice as long as that before. 500 when absent. */
  readonly firstPauseMs?: number;
}

const maxPauseMs = 30_000;

/** Errors that the same question will be answered with again. */
const lasting: readonly Code[] = [
  Code.InvalidArgument,
  Code.NotFound,
  Code.OutOfRange,
  Code.FailedPrecondition,
  Code.PermissionDenied,
  Code.Unauthenticated,
];

/** Whether asking again is of no use. */
export function isLasting(error: unknown): boolean {
  return lasting.includes(ConnectError.from(error).code);
}

/**
 * Follows a summary until it is told to end: opens the stream, and again after any end of it, in
 * longer and longer pauses, in which the summary is to be asked for instead. Gives up, leaving the
 * feed at polling, on an error that would only come again. It never rejects.
 */
export async function followSummary(options: FollowOptions): Promise<void> {
  const { watch, onSummary, onFeed, onSilence, signal } = options;
  const { firstMessageMs = 5_000, maxSilenceMs = 40_000, firstPauseMs = 500 } = options;
  let failures = 0;
  onFeed("connecting");
  while (!signal.aborted) {
    const attempt = new AbortController();
    const patience = setTimeout(() => onFeed("polling"), firstMessageMs);
    const cut = () => {
      attempt.abort();
      onSilence();
    };
    let silence = setTimeout(cut, maxSilenceMs);
    let hasSpoken = false;
    try {
      for await (const summary of watch(AbortSignal.any([signal, attempt.signal]))) {
        if (signal.aborted) return;
        clearTimeout(patience);
        clearTimeout(silence);
        silence = setTimeout(cut, maxSilenceMs);
        hasSpoken = true;
        failures = 0;
        onFeed("streaming");
        onSummary(summary);
      }
    } catch (error) {
      if (isLasting(error) && !signal.aborted) {
        onFeed("polling");
        return;
      }
    } finally {
      clearTimeout(patience);
      clearTimeout(silence);
    }
    if (signal.aborted) return;
    // A stream that has worked is opened again at once: servers end theirs after an hour.
    onFeed(hasSpoken ? "connecting" : "polling");
    const pauseMs = Math.min(firstPauseMs * 2 ** failures, maxPauseMs);
    failures++;
    await sleep(pauseMs * (0.5 + Math.random() / 2), signal);
  }
}
