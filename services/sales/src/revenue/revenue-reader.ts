import type { CallContext } from "@backroom/kit";
import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { ConnectError } from "@connectrpc/connect";
import type { Pool } from "pg";
import type { Mirror } from "../mirror/start-mirror.ts";
import { LedgerReader } from "./ledger-reader.ts";
import { limitTime } from "./limit-time.ts";
import { MirrorReader, type MirrorReaderOptions } from "./mirror-reader.ts";
import type { Question } from "./question.ts";

/** An answer, how fresh it is, and where it came from. */
export interface Answer<T> {
  readonly value: T;
  /** Everything committed before this instant is included; milliseconds since 1970. */
  readonly asOfMs: number;
  readonly source: Source;
}

/** What revenue is read from. */
export interface RevenueReaderOptions extends MirrorReaderOptions {
  readonly pool: Pool;
  readonly mirror: Pick<Mirror, "asOfMs" | "contents" | "waitUntilFresh">;
}

/** The longest that a call waits for the mirror to catch up before it asks the ledger. */
const maxFreshWaitMs = 2_000;

/** Reads revenue from the mirror or, while that is away or behind what a call needs, from the ledger. */
export class RevenueReader {
  readonly #mirror: RevenueReaderOptions["mirror"];
  readonly #mirrorReader: MirrorReader;
  readonly #ledgerReader: LedgerReader;

  constructor(options: RevenueReaderOptions) {
    this.#mirror = options.mirror;
    this.#mirrorReader = new MirrorReader(options);
    this.#ledgerReader = new LedgerReader(options.pool);
  }

  /**
   * Answers a question.
   *
   * @param fresh whether everything committed before the call must be in the answer.
   * @throws ConnectError RESOURCE_EXHAUSTED when too many ask.
   */
  async answer<About extends object, T extends object>(
    question: Question<About, T>,
    fresh: boolean,
    context: CallContext,
  ): Promise<Answer<T>> {
    if (!this.#isReachable() || (fresh && !(await this.#waitUntilFresh(context)))) {
      return this.#askLedger(question, context);
    }
    const asOfMs = this.#mirror.asOfMs();
    const contents = this.#mirror.contents();
    if (asOfMs === undefined || contents === undefined) return this.#askLedger(question, context);
    try {
      const value = await this.#mirrorReader.answer(question, contents, context);
      return { value, asOfMs, source: Source.CLICKHOUSE };
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof ConnectError) throw error;
      return this.#askLedger(question, context);
    }
  }

  async #askLedger<About extends object, T extends object>(
    question: Question<About, T>,
    context: CallContext,
  ): Promise<Answer<T>> {
    const answer = await this.#ledgerReader.answer(question, context);
    return { ...answer, source: Source.POSTGRESQL };
  }

  /** Waits for the mirror, but not so long that there is no time left to ask the ledger. */
  async #waitUntilFresh(context: CallContext): Promise<boolean> {
    try {
      await this.#mirror.waitUntilFresh(limitTime(context, maxFreshWaitMs, 1 / 2));
      return true;
    } catch {
      context.signal.throwIfAborted();
      return false;
    }
  }

  /** Whether ClickHouse is worth asking. */
  #isReachable(): boolean {
    return this.#mirror.asOfMs() !== undefined && !this.#mirrorReader.isAway;
  }
}
