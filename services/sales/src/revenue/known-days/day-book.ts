import { type Logger, parseDecimal, type RowReader } from "@backroom/kit";
import { Gauge, type Registry } from "prom-client";
import type { Contents } from "../../mirror/contents.ts";
import { dayAt } from "../../store-days/day-numbers.ts";
import type { StoreDays } from "../../store-days/store-days.ts";
import type { Kind } from "../query.ts";
import { daysToSql } from "./days-to-sql.ts";
import { type DayRow, KnownDays } from "./known-days.ts";

/** What a book of days is made of. */
export interface DayBookOptions {
  /** Reads from the mirror, and gives up when ClickHouse takes too long. */
  readonly clickhouse: RowReader;
  readonly storeDays: StoreDays;
  readonly log: Logger;
  readonly registry: Registry;
  /** How much memory the days may take, in bytes, by a rather high estimate; none is kept for 0. */
  readonly maxBytes: number;
}

const dayMs = 86_400_000;

/** What one sum takes, in bytes. */
const sumBytes = 160;

/** The most days that a caller waits for to be read again. */
const maxMovedDays = 40;

/** How long after all days were read they are read again at the earliest, and if there were too many. */
const restMs = 5_000;
const longRestMs = 600_000;

/**
 * Keeps what the mirror holds of each whole day of the shop, by channel and kind, as a shop has few of
 * those whatever it sells. All days are read in the background when somebody first asks; from then on
 * only those that have moved, together for all who ask, before anything is answered from them.
 *
 * Its days are as new as an answer that ClickHouse would begin to give: they are kept with the count
 * of changes from before they were read (Contents says why that is enough).
 */
export class DayBook {
  readonly #options: DayBookOptions;
  readonly #maxRows: number;
  #contents: Contents | undefined;
  #days: KnownDays | undefined;
  /** The days are as they were after so many changes, or newer. */
  #changeCount = 0;
  #reading: Promise<void> | undefined;
  #restsUntilMs = 0;

  constructor(options: DayBookOptions) {
    this.#options = options;
    this.#maxRows = Math.floor(options.maxBytes / sumBytes);
    const size = () => this.#days?.size ?? 0;
    new Gauge({
      name: "backroom_revenue_known_day_sums",
      help: "Sums of a day, a channel and a kind that are kept in memory; 0 while they are not, or there are too many.",
      registers: [options.registry],
      collect() {
        this.set(size());
      },
    });
  }

  /**
   * Finds the days as the mirror holds them now, or newer. They change when anybody else calls this, so
   * they must be used at once.
   *
   * @returns undefined while they are not known: ClickHouse is to be asked instead.
   * @throws when ClickHouse cannot be asked which has moved, and the signal's reason.
   */
  async find(contents: Contents, signal: AbortSignal): Promise<KnownDays | undefined> {
    if (this.#maxRows === 0) return undefined;
    if (contents !== this.#contents) this.#turnTo(contents);
    const { changeCount } = contents;
    while (contents === this.#contents && this.#days) {
      if (this.#changeCount >= changeCount) return this.#days;
      const moved = contents.listChangedDays(this.#changeCount);
      if (moved.length === 0) this.#changeCount = contents.changeCount;
      else if (moved.length > maxMovedDays) break;
      else await waitFor(this.#reading ?? this.#readMoved(contents, moved), signal);
    }
    this.#readAll(contents);
    return undefined;
  }

  #turnTo(contents: Contents): void {
    this.#contents = contents;
    this.#days = undefined;
    this.#reading = undefined;
  }

  /** Begins to read all days, unless that was done just now. */
  #readAll(contents: Contents): void {
    if (contents !== this.#contents || this.#reading || performance.now() < this.#restsUntilMs)
      return;
    const { changeCount } = contents;
    this.#restsUntilMs = performance.now() + restMs;
    const read = async () => {
      const rows = await this.#read(undefined);
      if (contents !== this.#contents) return;
      const days = new KnownDays();
      days.replace(new Set(rows.map(({ day }) => day)), rows);
      this.#keep(rows.length <= this.#maxRows ? days : undefined, changeCount);
    };
    this.#begin(read).catch((error) => {
      this.#options.log.warn({ err: error }, "the days of the mirror could not be read");
    });
  }

  /** Reads days again that belong to UTC days that have moved. */
  #readMoved(contents: Contents, utcDays: readonly number[]): Promise<void> {
    const { storeDays } = this.#options;
    const { changeCount } = contents;
    const moved = new Set(
      utcDays.flatMap((day) => {
        const [from, to] = [dayAt(storeDays, day * dayMs), dayAt(storeDays, (day + 1) * dayMs - 1)];
        return Array.from({ length: to - from + 1 }, (_, i) => from + i);
      }),
    );
    return this.#begin(async () => {
      const rows = await this.#read([...moved]);
      if (contents !== this.#contents || !this.#days) return;
      this.#days.replace(moved, rows);
      this.#keep(this.#days, changeCount);
    });
  }

  /** Keeps days, unless they are too many. */
  #keep(days: KnownDays | undefined, changeCount: number): void {
    this.#days = days && days.size <= this.#maxRows ? days : undefined;
    this.#changeCount = changeCount;
    if (!this.#days) this.#restsUntilMs = performance.now() + longRestMs;
  }

  /** Does the one reading that is under way. */
  #begin(read: () => Promise<void>): Promise<void> {
    const reading = read().finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    reading.catch(() => {}); // Whoever waits is told; all may have left.
    this.#reading = reading;
    return reading;
  }

  async #read(days: readonly number[] | undefined): Promise<DayRow[]> {
    type Row = [number, string, Kind, string, string, string];
    const { clickhouse, storeDays } = this.#options;
    const select = daysToSql(storeDays, days, this.#maxRows + 1);
    const rows = await clickhouse.readRows<Row>(select, new AbortController().signal);
    return rows.map(([day, channel, kind, amount, units, entries]) => ({
      day,
      channel,
      kind,
      amount: parseDecimal(amount),
      units: BigInt(units),
      entries: BigInt(entries),
    }));
  }
}

/** Waits for something that goes on without whoever leaves. */
async function waitFor(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const leaving = Promise.withResolvers<never>();
  const leave = () => leaving.reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  try {
    await Promise.race([work, leaving.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
