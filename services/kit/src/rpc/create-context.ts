import { randomUUID } from "node:crypto";
import type { CallContext, Caller } from "./call.ts";

const never = new AbortController().signal;

/** What is known of a call that is about to be made. */
export interface ContextInit {
  readonly caller: Caller;
  readonly requestId?: string;
  readonly signal?: AbortSignal;
  /** How long the caller waits, in milliseconds; 10,000 when absent. */
  readonly timeoutMs?: number;
}

/** Makes the context of a call that begins here. */
export function createContext(init: ContextInit): CallContext {
  return {
    caller: init.caller,
    requestId: init.requestId ?? randomUUID(),
    signal: init.signal ?? never,
    deadlineMs: Date.now() + (init.timeoutMs ?? 10_000),
  };
}
