import { setTimeout as sleep } from "node:timers/promises";
import { type Caller, createContext, Hint } from "@backroom/kit";
import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { writePlain } from "./question.ts";
import { readSummary, type Summary, type SummaryRequest } from "./read-summary.ts";
import type { Answer, RevenueReader } from "./revenue-reader.ts";

/** What a feed works with. */
export interface FeedOptions {
  readonly reader: Pick<RevenueReader, "answer">;
  /** Given whenever the mirror may hold something else. */
  readonly changed: Hint;
  /** Aborted when the service stops. */
  readonly stopping: AbortSignal;
  /** How long nothing changes before a summary is sent again; 15,000 when absent. */
  readonly keepAliveMs?: number;
  /** How long a feed rests between two questions at least; 200 when absent. */
  readonly restMs?: number;
  /** How long it rests, unless the mirror changes, while that is away and the ledger is asked; 5,000 when absent. */
  readonly ledgerRestMs?: number;
  /** How long an answer is waited for; 10,000 when absent. */
  readonly maxAnswerMs?: number;
}

/** A summary as it last was. */
interface News {
  readonly answer: Answer<Summary>;
  /** The summary's figures, which tell whether it has changed. */
  readonly figures: string;
}

/** While the ledger is asked, a feed rests this many times as long as that took, unless the mirror changes. */
const ledgerRestFactor = 3;

/** Asks one question again whenever the mirror has changed, for all who watch it, as long as there are any. */
export class SummaryFeed {
  /** Resolves when nothing more comes from it; it never rejects. */
  readonly ended: Promise<void>;
  readonly #summary: SummaryRequest;
  readonly #options: Required<FeedOptions>;
  readonly #published = new Hint();
  readonly #left = new AbortController();
  readonly #watchers = new Set<symbol>();
  #news: News | undefined;
  #failure: { readonly reason: unknown } | undefined;

  /** @param caller who is said to ask. */
  constructor(summary: SummaryRequest, caller: Caller, options: FeedOptions) {
    this.#summary = summary;
    this.#options = {
      keepAliveMs: 15_000,
      restMs: 200,
      ledgerRestMs: 5_000,
      maxAnswerMs: 10_000,
      ...options,
    };
    this.ended = this.#run(caller);
  }

  /** Whether nothing more comes from it. */
  get isOver(): boolean {
    return this.#failure !== undefined || this.#left.signal.aborted;
  }

  /**
   * Watches: the newest summary at once, then each one that has changed, or after keepAliveMs the
   * same. Who reads slowly misses those in between.
   *
   * @throws what the question was answered with, when nothing better came for keepAliveMs.
   */
  async *watch(signal: AbortSignal): AsyncGenerator<Answer<Summary>> {
    const { keepAliveMs } = this.#options;
    let sentFigures: string | undefined;
    let sentAtMs = performance.now();
    const watcher = Symbol("watcher");
    const leave = () => this.#leave(watcher);
    // Whoever leaves while a summary is on its way may never ask for the next one.
    signal.addEventListener("abort", leave, { once: true });
    this.#watchers.add(watcher);
    try {
      while (!signal.aborted) {
        if (this.#failure) throw this.#failure.reason;
        const dueMs = sentAtMs + keepAliveMs - performance.now();
        if (this.#news && (this.#news.figures !== sentFigures || dueMs <= 0)) {
          sentFigures = this.#news.figures;
          sentAtMs = performance.now();
          yield this.#news.answer;
        } else {
          await this.#published.wait(dueMs > 0 ? dueMs : keepAliveMs, signal);
        }
      }
    } finally {
      signal.removeEventListener("abort", leave);
      leave();
    }
  }

  /** Ends the feed when the last watcher leaves. */
  #leave(watcher: symbol): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#left.abort();
  }

  /** Asks again and again; an error is borne for keepAliveMs. */
  async #run(caller: Caller): Promise<void> {
    const { changed, stopping, keepAliveMs, restMs, ledgerRestMs } = this.#options;
    const signal = AbortSignal.any([this.#left.signal, stopping]);
    const rest = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
    let answeredAtMs = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      const begunAtMs = performance.now();
      const next = changed.wait(keepAliveMs, signal); // From now on, so that no change is missed.
      let isFromMirror = false;
      try {
        isFromMirror = await this.#ask(caller, signal);
        answeredAtMs = performance.now();
      } catch (reason) {
        if (performance.now() - answeredAtMs > keepAliveMs) this.#failure = { reason };
      }
      this.#published.give();
      if (this.#failure) return;
      const tookMs = performance.now() - begunAtMs;
      const ledgerMs = Math.max(ledgerRestMs, ledgerRestFactor * tookMs);
      await Promise.all([
        rest(Math.max(restMs, tookMs)),
        isFromMirror ? next : Promise.race([next, rest(ledgerMs)]),
      ]);
    }
  }

  /** Asks once, and answers whether the answer came from the mirror. */
  async #ask(caller: Caller, signal: AbortSignal): Promise<boolean> {
    const { reader, maxAnswerMs: timeoutMs } = this.#options;
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const context = createContext({ caller, signal: inTime, timeoutMs });
    const question = { about: this.#summary, ask: readSummary };
    const answer = await reader.answer(question, false, context);
    this.#news = { answer, figures: writePlain(answer.value) };
    return answer.source === Source.CLICKHOUSE;
  }
}
