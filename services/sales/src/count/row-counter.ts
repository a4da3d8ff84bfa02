import type { CallContext, Logger } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";
import type { RowSelection } from "../ledger/filter-rows.ts";
import type { Position } from "../ledger/position.ts";
import type { Mirror } from "../mirror/start-mirror.ts";
import type { Window } from "../revenue/query.ts";
import { CountMemory } from "./count-memory.ts";
import { countToSql, type Share } from "./count-to-sql.ts";
import { planCount } from "./plan-count.ts";

/** Of the rows in some stretches of time, how many of those up to a position match. */
export interface PartialCount {
  readonly stretches: readonly Window[];
  readonly rows: bigint;
  readonly position: Position;
}

/** What the mirror has counted, and what it leaves to the ledger. */
export interface MirrorCount {
  readonly parts: readonly PartialCount[];
  /** The stretches of time of which all rows are still to be counted. */
  readonly uncounted: readonly Window[];
}

/** What rows are counted with. */
export interface RowCounterOptions {
  readonly clickhouse: ClickHouseClient;
  readonly mirror: Pick<Mirror, "asOfMs" | "contents" | "position">;
  readonly log: Logger;
  /** Ledgers with fewer rows are counted as quickly by themselves; 20,000 when absent. */
  readonly leastRows?: number;
}

/** The longest that the mirror may take to count, in milliseconds. */
const maxWaitMs = 1_000;

/** How long the mirror is not asked after it has failed, in milliseconds. */
const restMs = 1_000;

/** The first and, exclusively, the last instant of a row, in milliseconds since 1970. */
const firstMs = Date.UTC(1970, 0, 2);
const lastMs = Date.UTC(2105, 0, 1);

/** Counts rows of the ledger in the mirror's roll-ups, which are far fewer than the rows. */
export class RowCounter {
  readonly #options: Required<RowCounterOptions>;
  readonly #memory = new CountMemory();
  #restsUntilMs = 0;

  constructor(options: RowCounterOptions) {
    this.#options = { leastRows: 20_000, ...options };
  }

  /**
   * Counts what the mirror holds of a selection. Whatever it counted had been committed before, so a
   * snapshot of the ledger that is taken afterwards shows all of it; what else that shows lies after
   * the parts' positions.
   *
   * @returns undefined when the ledger is better asked: it is small, or the mirror does not know of
   * what is asked for, is away, or must not be relied on.
   */
  async count(selection: RowSelection, context: CallContext): Promise<MirrorCount | undefined> {
    const { mirror, leastRows, log } = this.#options;
    const contents = mirror.contents();
    if (!contents || mirror.asOfMs() === undefined) return undefined;
    if (mirror.position().id < BigInt(leastRows)) return undefined;
    if (selection.orderRef !== undefined || selection.productIds?.length === 0) return undefined;
    if (performance.now() < this.#restsUntilMs) return undefined;
    const known = this.#memory.find(contents, mirror.position(), selection);
    if (known) return known;
    try {
      const counted = await this.#ask(selection, context);
      if (mirror.contents() === contents) this.#memory.keep(contents, selection, counted);
      return counted;
    } catch (error) {
      context.signal.throwIfAborted();
      this.#restsUntilMs = performance.now() + restMs;
      log.debug({ err: error }, "the mirror could not count, so the ledger does");
      return undefined;
    }
  }

  async #ask(selection: RowSelection, { signal, deadlineMs }: CallContext): Promise<MirrorCount> {
    const { startMs = firstMs, endMs = lastMs, productIds, channel, kind } = selection;
    const planned = planCount({ startMs, endMs }, productIds?.length);
    const uncounted = planned.filter(({ table }) => !table);
    const shares = [...new Set(planned.map(({ table }) => table))].flatMap((table): Share[] =>
      table ? [{ table, stretches: planned.filter((stretch) => stretch.table === table) }] : [],
    );
    if (shares.length === 0) return { parts: [], uncounted };
    const filter = {
      productIds: productIds ?? [],
      categoryIds: [],
      channels: channel === undefined ? [] : [channel],
      kinds: kind === undefined ? [] : [kind],
    };
    const { sql, params } = countToSql(filter, shares);
    const leftMs = Math.max(1, Math.min(maxWaitMs, (deadlineMs - Date.now()) / 2));
    const answer = await this.#options.clickhouse.query({
      query: sql,
      query_params: params,
      use_multipart_params_auto: true,
      format: "JSONCompactEachRow",
      abort_signal: AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(leftMs))]),
      clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 },
    });
    const rows = await answer.json<[number, string, [number, string, string]]>();
    if (rows.length !== shares.length) throw new Error("ClickHouse did not count every share");
    const parts = rows.map(([place, counted, [epoch, xid, id]]) => ({
      stretches: shares[place]?.stretches ?? [],
      rows: BigInt(counted),
      position: { epoch, xid: BigInt(xid), id: BigInt(id) },
    }));
    return { parts, uncounted };
  }
}
