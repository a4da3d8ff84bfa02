import { type Logger, parseDecimal, type RowReader } from "@backroom/kit";
import type { Gauge } from "prom-client";
import type { Contents } from "../../mirror/contents.ts";
import type { Kind } from "../query.ts";
import { KnownUnits, type UnitRow } from "./known-units.ts";
import type { Units } from "./units.ts";

/** What a book of units is made of. */
export interface UnitBookOptions {
  readonly clickhouse: RowReader;
  /** Reads what callers wait for, and gives up when ClickHouse gives no signs of life. */
  readonly attended: RowReader;
  readonly units: Units;
  readonly log: Logger;
  /** Shows how many sums are kept, by the name of the units. */
  readonly size: Gauge<"units">;
  /** How much memory they may take, in bytes, by a rather high estimate; none is kept for 0. */
  readonly maxBytes: number;
}

const dayMs = 86_400_000;

/** What one sum takes, in bytes. */
const sumBytes = 160;

/** How long after all were read they are read again at the earliest, and if there were too many. */
const restMs = 20_000;
const longRestMs = 600_000;

/** How long it may take to read all. */
const maxReadAllMs = 20_000;

/**
 * Keeps what the mirror holds of each unit of time, such as a day, by channel and kind, as a shop has
 * few of those whatever it sells. All are read in the background when somebody first asks; from then on
 * those that have moved, together for all who ask, before anything is answered from them; when very many
 * have, or there is no more room, all are read anew.
 *
 * They are as new as an answer that ClickHouse would begin to give: they are kept with the count of
 * changes from before they were read (Contents says why that is enough).
 */
export class UnitBook {
  readonly units: Units;
  readonly #options: UnitBookOptions;
  readonly #maxRows: number;
  #contents: Contents | undefined;
  #known: KnownUnits | undefined;
  /** What is known is as it was after so many changes, or newer. */
  #changeCount = 0;
  #reading: Promise<void> | undefined;
  #restsUntilMs = 0;

  constructor(options: UnitBookOptions) {
    this.units = options.units;
    this.#options = options;
    this.#maxRows = Math.floor(options.maxBytes / sumBytes);
  }

  /**
   * Finds the units as the mirror holds them now, or newer. They change when anybody else calls this, so
   * they must be used at once.
   *
   * @returns undefined while they are not known: ClickHouse is to be asked instead.
   * @throws when ClickHouse cannot be asked for what has moved, and the signal's reason.
   */
  async find(contents: Contents, signal: AbortSignal): Promise<KnownUnits | undefined> {
    if (this.#maxRows === 0) return undefined;
    if (contents !== this.#contents) this.#turnTo(contents);
    const { changeCount } = contents;
    while (contents === this.#contents && this.#known) {
      if (this.#changeCount >= changeCount) return this.#known;
      const days = this.#listMovedDays(contents, this.#known);
      if (days.length === 0) this.#changeCount = contents.changeCount;
      else if (days.length > this.units.maxMovedDays) break;
      else await waitFor(this.#reading ?? this.#readMoved(contents, this.#known, days), signal);
    }
    this.#readAll(contents);
    return undefined;
  }

  #turnTo(contents: Contents): void {
    this.#contents = contents;
    this.#known = undefined;
    this.#reading = undefined;
    this.#options.size.labels(this.units.name).set(0);
  }

  /** Begins to read all units, unless that was done just now. */
  #readAll(contents: Contents): void {
    if (this.#reading || performance.now() < this.#restsUntilMs) return;
    const { changeCount } = contents;
    this.#restsUntilMs = performance.now() + restMs;
    const read = async () => {
      const signal = AbortSignal.timeout(maxReadAllMs);
      const rows = await this.#read(this.#options.clickhouse, undefined, signal);
      const { isOfNewest } = this.units;
      // Of a shop without sales nobody can tell which are the newest.
      if (contents !== this.#contents || (isOfNewest && rows.length === 0)) return;
      const units = new Set(rows.map(({ unit }) => unit));
      const first = units.values().reduce((least, unit) => Math.min(least, unit), Infinity);
      const known = new KnownUnits(isOfNewest ? first : undefined);
      const isKept = this.#keep(known, units, rows, changeCount);
      if (!isKept) this.#restsUntilMs = performance.now() + longRestMs;
    };
    this.#begin(read).catch((error) => {
      const { log, units } = this.#options;
      log.warn({ err: error }, `the ${units.name} of the mirror could not be read`);
    });
  }

  /** Lists the UTC days, since 1970, that have moved and of which anything is known. */
  #listMovedDays(contents: Contents, { fromUnit }: KnownUnits): number[] {
    const days = contents.listChangedDays(this.#changeCount);
    return days.filter((day) => this.units.at((day + 1) * dayMs - 1) >= fromUnit);
  }

  /** Reads the units of some UTC days again. */
  #readMoved(contents: Contents, known: KnownUnits, utcDays: readonly number[]): Promise<void> {
    const { changeCount } = contents;
    const { units } = this;
    const moved = new Set<number>();
    for (const day of utcDays) {
      const last = units.at((day + 1) * dayMs - 1);
      const first = Math.max(known.fromUnit, units.at(day * dayMs));
      for (let unit = first; unit <= last; unit++) moved.add(unit);
    }
    return this.#begin(async () => {
      const { signal } = new AbortController(); // It goes on without whoever leaves.
      const rows = await this.#read(this.#options.attended, [...moved], signal);
      if (known === this.#known) this.#keep(known, moved, rows, changeCount);
    });
  }

  /**
   * Keeps what is known, with what was read of some units, unless it is too much.
   *
   * @returns whether it is kept.
   */
  #keep(
    known: KnownUnits,
    units: ReadonlySet<number>,
    rows: readonly UnitRow[],
    changeCount: number,
  ): boolean {
    const isKept = rows.length <= this.#maxRows && known.sizeWith(rows) <= this.#maxRows;
    if (isKept) known.replace(units, rows);
    this.#known = isKept ? known : undefined;
    this.#changeCount = changeCount;
    this.#options.size.labels(this.units.name).set(this.#known?.size ?? 0);
    return isKept;
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

  async #read(
    reader: RowReader,
    units: readonly number[] | undefined,
    signal: AbortSignal,
  ): Promise<UnitRow[]> {
    type Row = [number, string, Kind, string, string, string];
    const rows = await reader.readRows<Row>(this.units.toSql(units, this.#maxRows + 1), signal);
    return rows.map(([unit, channel, kind, amount, count, entries]) => ({
      unit,
      channel,
      kind,
      amount: parseDecimal(amount),
      units: BigInt(count),
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
