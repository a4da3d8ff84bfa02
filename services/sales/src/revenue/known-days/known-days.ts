import type { Kind, RevenueFilter } from "../query.ts";
import { netOf, noSums, type Sums } from "../sums.ts";

/** What was recorded on a day of the shop on a channel, of one kind. */
export interface DayRow {
  /** Days since 1970 of its date. */
  readonly day: number;
  readonly channel: string;
  readonly kind: Kind;
  /** In ten-thousandths of the currency. */
  readonly amount: bigint;
  readonly units: bigint;
  /** Number of sales, refunds or voids. */
  readonly entries: bigint;
}

/** Which rows count; an empty list filters nothing. */
export type DayFilter = Pick<RevenueFilter, "channels" | "kinds">;

/** What one channel had, and of how many entries that is the sum. */
export interface ChannelSums {
  readonly channel: string;
  readonly sums: Sums;
  readonly entries: bigint;
}

/** What one kind of entry on one channel had come to before each day. */
interface Line {
  readonly channel: string;
  readonly kind: Kind;
  /** By the day's place; one more than there are days, the last of which is of all days. */
  readonly before: Total[];
}

type Total = Readonly<Pick<DayRow, "amount" | "units" | "entries">>;

const nothing: Total = { amount: 0n, units: 0n, entries: 0n };

/**
 * What was recorded on each day of the shop, so that what was taken from one day to another is the
 * difference of two sums, however many days lie between.
 */
export class KnownDays {
  /** The days on which anything was recorded, ascending. */
  readonly #days: number[] = [];
  readonly #lines = new Map<string, Line>();

  /** How many sums are kept. */
  get size(): number {
    return this.#days.length * this.#lines.size;
  }

  /** Whether anything was recorded on a day. */
  has(day: number): boolean {
    return this.#days[this.#placeOf(day)] === day;
  }

  /** Lists the days from one on, up to another, on which anything was recorded. */
  list(fromDay: number, toDay: number): number[] {
    return this.#days.slice(this.#placeOf(fromDay), this.#placeOf(toDay));
  }

  /** Sums what each channel had from one day on, up to another; those with nothing are left out. */
  sumChannels(fromDay: number, toDay: number, filter: DayFilter): ChannelSums[] {
    const [from, to] = [this.#placeOf(fromDay), this.#placeOf(toDay)];
    const channels = new Map<string, ChannelSums>();
    for (const { channel, kind, before } of this.#lines.values()) {
      if (filter.channels.length > 0 && !filter.channels.includes(channel)) continue;
      if (filter.kinds.length > 0 && !filter.kinds.includes(kind)) continue;
      const taken = subtract(before[to], before[from]);
      if (taken.entries === 0n) continue;
      const { sums, entries } = channels.get(channel) ?? { sums: noSums, entries: 0n };
      const added = { channel, sums: count(sums, kind, taken), entries: entries + taken.entries };
      channels.set(channel, added);
    }
    return [...channels.values()];
  }

  /**
   * Replaces all that is known of some days.
   *
   * @param days which, in any order.
   * @param rows all that was recorded on them, and nothing of other days; a key may have several rows.
   */
  replace(days: Iterable<number>, rows: readonly DayRow[]): void {
    const replaced = new Set(days);
    const fromDay = Math.min(...replaced);
    const from = this.#placeOf(fromDay);
    const later = this.#days.slice(from).filter((day) => !replaced.has(day));
    const kept = later.flatMap((day) => this.#rowsOf(day));
    const all = Map.groupBy([...kept, ...rows], ({ day }) => day);
    this.#days.length = from;
    for (const { before } of this.#lines.values()) before.length = from + 1;
    for (const day of [...all.keys()].sort((one, other) => one - other)) {
      this.#append(day, all.get(day) ?? []);
    }
  }

  /** Adds a day after all others. */
  #append(day: number, rows: readonly DayRow[]): void {
    for (const { channel, kind } of rows) {
      const key = `${kind} ${channel}`;
      if (this.#lines.has(key)) continue;
      const before = new Array<Total>(this.#days.length + 1).fill(nothing);
      this.#lines.set(key, { channel, kind, before });
    }
    const byLine = Map.groupBy(rows, ({ kind, channel }) => `${kind} ${channel}`);
    for (const [key, { before }] of this.#lines) {
      const last = before[this.#days.length] ?? nothing;
      before.push((byLine.get(key) ?? []).reduce<Total>(add, last));
    }
    this.#days.push(day);
  }

  /** What was recorded on a day. */
  #rowsOf(day: number): DayRow[] {
    const place = this.#placeOf(day);
    return [...this.#lines.values()].flatMap(({ channel, kind, before }) => {
      const taken = subtract(before[place + 1], before[place]);
      return taken.entries === 0n ? [] : [{ day, channel, kind, ...taken }];
    });
  }

  /** The place of the first day that is not before one. */
  #placeOf(day: number): number {
    let [low, high] = [0, this.#days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#days[middle] ?? day) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Orders what channels had as breakdowns do: the highest net revenue first, and then by name. */
export function compareChannels(one: ChannelSums, other: ChannelSums): number {
  const [net, otherNet] = [netOf(one.sums), netOf(other.sums)];
  if (net !== otherNet) return net > otherNet ? -1 : 1;
  return Buffer.compare(Buffer.from(one.channel), Buffer.from(other.channel));
}

function add(left: Total, right: Total): Total {
  return {
    amount: left.amount + right.amount,
    units: left.units + right.units,
    entries: left.entries + right.entries,
  };
}

function subtract(left: Total = nothing, right: Total = nothing): Total {
  if (left === right) return nothing;
  return {
    amount: left.amount - right.amount,
    units: left.units - right.units,
    entries: left.entries - right.entries,
  };
}

/** Counts entries of a kind among sums. */
function count(sums: Sums, kind: Kind, { amount, units, entries }: Total): Sums {
  const isRefund = kind === "REFUND";
  return {
    gross: isRefund ? sums.gross : sums.gross + amount,
    refunds: isRefund ? sums.refunds + amount : sums.refunds,
    units: sums.units + units,
    sales:
      kind === "SALE" ? sums.sales + entries : kind === "VOID" ? sums.sales - entries : sums.sales,
  };
}
