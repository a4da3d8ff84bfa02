import type { CallContext } from "@backroom/kit";
import { Kysely, PostgresDialect, sql } from "kysely";
import type { Pool } from "pg";
import { leftMs } from "./limit-time.ts";
import { Places } from "./places.ts";
import { createPostgresStore } from "./postgres-store.ts";
import type { Question } from "./question.ts";

/** How many read the ledger at a time, of all callers and of one: sales need the same connections. */
const maxWorking = 3;
const maxWorkingOfOne = 2;

/** How many wait to read the ledger. */
const maxWaiting = 50;

/** The longest PostgreSQL may take, in milliseconds: the largest statement_timeout there is. */
const maxStatementMs = 2 ** 31 - 1;

/** Answers questions from the ledger itself. */
export class LedgerReader {
  readonly #db: Kysely<unknown>;
  readonly #places = new Places({ maxWorking, maxWorkingOfOne, maxWaiting });

  constructor(pool: Pool) {
    this.#db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  }

  /**
   * Answers a question from one snapshot of the ledger, once there is a place.
   *
   * @returns the answer, and the moment of the snapshot in milliseconds since 1970.
   * @throws ConnectError RESOURCE_EXHAUSTED when too many ask.
   */
  answer<About extends object, T extends object>(
    question: Question<About, T>,
    context: CallContext,
  ): Promise<{ value: T; asOfMs: number }> {
    const { caller, signal } = context;
    return this.#places.take({ caller: caller.name, signal }, () => this.#read(question, context));
  }

  #read<About extends object, T extends object>(
    { about, ask }: Question<About, T>,
    context: CallContext,
  ): Promise<{ value: T; asOfMs: number }> {
    return this.#db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (snapshot) => {
        const timeoutMs = Math.min(Math.max(1, Math.ceil(leftMs(context))), maxStatementMs);
        // now() is when the transaction began, before its snapshot was taken.
        const { rows } = await sql<{ at: string }>`
          select (extract(epoch from now()) * 1000)::bigint::text as at,
            set_config('statement_timeout', ${String(timeoutMs)}, true)`.execute(snapshot);
        const value = await ask(createPostgresStore(snapshot), about, context.signal);
        return { value, asOfMs: Number(rows[0]?.at) };
      });
  }
}
