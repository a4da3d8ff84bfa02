import type { Logger } from "../log.ts";

/** How often at most it is said that something is still lost, in milliseconds. */
const repeatMs = 60_000;

/** Who is lost again so soon was never really back, in milliseconds. */
const flapMs = 5_000;

/** Where the lines go, and what they say. */
export interface LossLogOptions {
  readonly log: Logger;
  /** Said as a warning when it is lost, and once a minute while it stays lost. */
  readonly lost: string;
  /** Said when it is back. */
  readonly regained: string;
}

/**
 * Says in one line that something was lost and in one that it is back, however often its absence is
 * noticed in between.
 */
export class LossLog {
  readonly #options: LossLogOptions;
  #isLost = false;
  #isSaid = false;
  #saidAtMs = Number.NEGATIVE_INFINITY;
  #lostAtMs = 0;
  #regainedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: LossLogOptions) {
    this.#options = options;
  }

  /** Notes that it was found to be lost. */
  lost(error: unknown): void {
    const nowMs = performance.now();
    const isNews = !this.#isLost && nowMs - this.#regainedAtMs > flapMs;
    if (!this.#isLost) this.#lostAtMs = nowMs;
    this.#isLost = true;
    if (!isNews && nowMs - this.#saidAtMs < repeatMs) return;
    this.#isSaid = true;
    this.#saidAtMs = nowMs;
    this.#options.log.warn({ reason: describe(error) }, this.#options.lost);
  }

  /** Notes that it works. */
  regained(): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#regainedAtMs = performance.now();
    if (!this.#isSaid) return;
    this.#isSaid = false;
    const lostForMs = Math.round(this.#regainedAtMs - this.#lostAtMs);
    this.#options.log.info({ lostForMs }, this.#options.regained);
  }
}

/** Says in a few words what went wrong, without a stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return error.message || code;
}
