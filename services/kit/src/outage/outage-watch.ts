import type { Logger } from "../log.ts";
import { LossLog } from "./loss-log.ts";

const lookIntervalMs = 100;

/** What stands still has to deal with all that it was asked meanwhile: so it is asked less and less often, down to this. */
const maxRetryMs = 1_000;

/** The share of its own timers that must have fired meanwhile, or it is this process that stood still. */
const minAwakeShare = 2 / 3;

/** What is watched, and how. */
export interface OutageWatchOptions {
  /** What log lines call it, such as `PostgreSQL`. */
  readonly name: string;
  readonly log: Logger;
  /**
   * Asks for a sign of life, and rejects when there is none. The signal is aborted when it is too late.
   *
   * @param isAway whether it is known to be away.
   */
  readonly probe: (signal: AbortSignal, isAway: boolean) => Promise<unknown>;
  /** Called when it is found to be away, before those who wait are told. */
  readonly onAway?: () => void;
  /** How long nothing may be heard of it while somebody waits, in milliseconds; 500 when absent. */
  readonly patienceMs?: number;
  /** How long it may then take to give a sign of life, in milliseconds; 1,500 when absent. */
  readonly maxProbeMs?: number;
  /** How soon it is asked again once it is away, in milliseconds; 250 when absent. */
  readonly retryMs?: number;
}

/**
 * Watches something that others wait for, such as a store or a service. While they wait and nothing
 * is heard of it, it is asked for a sign of life; when that does not come, all who wait are told so
 * at once, and so is everybody who comes while it stays away. A slow answer from something that
 * lives is waited for.
 */
export class OutageWatch {
  readonly #options: Required<OutageWatchOptions>;
  readonly #losses: LossLog;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #silentSinceMs: number | undefined;
  #heardAtMs = 0;
  #probedAtMs = 0;
  #retryMs = 0;
  #lookCount = 0;
  #isProbing = false;
  #isAway = false;

  constructor(options: OutageWatchOptions) {
    this.#options = {
      patienceMs: 500,
      maxProbeMs: 1_500,
      retryMs: 250,
      onAway: () => {},
      ...options,
    };
    const { log, name } = options;
    this.#losses = new LossLog({
      log,
      lost: `${name} is away`,
      regained: `${name} answers again`,
    });
  }

  /** Whether it is away: nobody need wait for it. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /**
   * Notes that somebody waits for it.
   *
   * @param fail called, at most once, when it is found to be away meanwhile.
   * @returns what says that the waiting is over, and whether that was because of an answer.
   */
  wait(fail: () => void): (isAnswered: boolean) => void {
    const entry = () => fail();
    this.#waiting.add(entry);
    this.#silentSinceMs ??= performance.now();
    this.#begin();
    return (isAnswered) => {
      if (this.#waiting.delete(entry) && isAnswered) this.#hear();
    };
  }

  /** Says that it is away, as somebody has found out; it is asked until it is back. */
  lose(error: unknown): void {
    this.#losses.lost(error);
    this.#begin();
    if (!this.#isAway) {
      this.#isAway = true;
      this.#retryMs = this.#options.retryMs;
      this.#options.onAway();
    }
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const fail of waiting) fail();
  }

  /** Stops asking. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #begin(): void {
    this.#timer ??= setInterval(() => this.#look(), lookIntervalMs).unref();
  }

  /** Notes a sign of life. */
  #hear(): void {
    this.#heardAtMs = performance.now();
    this.#silentSinceMs = this.#waiting.size > 0 ? this.#heardAtMs : undefined;
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#losses.regained();
  }

  /** Asks for a sign of life when it is time to. */
  #look(): void {
    this.#lookCount++;
    if (this.#isProbing) return;
    const { patienceMs } = this.#options;
    const nowMs = performance.now();
    if (this.#isAway) {
      if (nowMs - this.#probedAtMs < this.#retryMs) return;
      this.#retryMs = Math.min(2 * this.#retryMs, maxRetryMs);
      void this.#probe();
    } else if (this.#silentSinceMs === undefined) {
      this.stop();
    } else if (nowMs - this.#silentSinceMs > patienceMs) {
      void this.#probe();
    }
  }

  async #probe(): Promise<void> {
    const { maxProbeMs, probe } = this.#options;
    this.#isProbing = true;
    const begunAtMs = performance.now();
    const lookedBefore = this.#lookCount;
    const signal = AbortSignal.timeout(maxProbeMs);
    try {
      await Promise.race([probe(signal, this.#isAway), expire(signal)]);
      this.#hear();
    } catch (error) {
      const dueLooks = (performance.now() - begunAtMs) / lookIntervalMs;
      const isAwake = this.#lookCount - lookedBefore >= Math.floor(dueLooks * minAwakeShare);
      if (this.#heardAtMs < begunAtMs && isAwake) this.lose(error);
    }
    this.#probedAtMs = performance.now();
    this.#isProbing = false;
  }
}

/** Rejects when the signal is aborted. */
function expire(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("it gives no sign of life")));
  });
}
