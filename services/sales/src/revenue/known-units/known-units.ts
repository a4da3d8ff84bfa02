import type { Kind, RevenueFilter } from "../query.ts";
import { netOf, noSums, type Sums } from "../sums.ts";

/** What was recorded in a unit of time on a channel, of one kind. */
export interface UnitRow {
  /** The number of the unit. */
  readonly unit: number;
  readonly channel: string;
  readonly kind: Kind;
  /** In ten-thousandths of the currency. */
  readonly amount: bigint;
  readonly units: bigint;
  /** Number of sales, refunds or voids. */
  readonly entries: bigint;
}

/** Units of time, from one on and up to another. */
export interface UnitRange {
  readonly fromUnit: number;
  readonly toUnit: number;
}

/** Which rows count; an empty list filters nothing. */
export type UnitFilter = Pick<RevenueFilter, "channels" | "kinds">;

/** What one channel had, and of how many entries that is the sum. */
export interface ChannelSums {
  readonly channel: string;
  readonly sums: Sums;
  readonly entries: bigint;
}

/** What one kind of entry on one channel had come to before each unit. */
interface Line {
  readonly channel: string;
  readonly kind: Kind;
  /** By the unit's place; one more than there are units, the last of which is of all. */
  readonly before: Total[];
}

type Total = Readonly<Pick<UnitRow, "amount" | "units" | "entries">>;

const nothing: Total = { amount: 0n, units: 0n, entries: 0n };

/**
 * What was recorded in each unit of time, such as a day, so that what was taken from one to another is
 * the difference of two sums, however many units lie between.
 */
export class KnownUnits {
  /** Nothing is known of what lies before this unit. */
  readonly fromUnit: number;
  /** The units in which anything was recorded, ascending. */
  readonly #units: number[] = [];
  readonly #lines = new Map<string, Line>();

  /** @param fromUnit the first unit of which anything is known; all of time is, when absent. */
  constructor(fromUnit = Number.NEGATIVE_INFINITY) {
    this.fromUnit = fromUnit;
  }

  /** How many sums are kept. */
  get size(): number {
    return this.#units.length * this.#lines.size;
  }

  /** Whether anything was recorded in a unit. */
  has(unit: number): boolean {
    return this.#units[this.#placeOf(unit)] === unit;
  }

  /** Lists the units from one on, up to another, in which anything was recorded. */
  list(fromUnit: number, toUnit: number): number[] {
    return this.#units.slice(this.#placeOf(fromUnit), this.#placeOf(toUnit));
  }

  /** Sums what each channel had from one unit on, up to another; those with nothing are left out. */
  sumChannels({ fromUnit, toUnit }: UnitRange, filter: UnitFilter): ChannelSums[] {
    const [from, to] = [this.#placeOf(fromUnit), this.#placeOf(toUnit)];
    if (from >= to) return [];
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

  /** How many sums would be kept, at most, if rows were put beside what is known. */
  sizeWith(rows: readonly UnitRow[]): number {
    const units = new Set([...this.#units, ...rows.map(({ unit }) => unit)]);
    const lines = new Set([...this.#lines.keys(), ...rows.map(nameLine)]);
    return units.size * lines.size;
  }

  /**
   * Replaces all that is known of some units.
   *
   * @param units which, in any order.
   * @param rows all that was recorded in them, and nothing of others; a key may have several rows.
   */
  replace(units: ReadonlySet<number>, rows: readonly UnitRow[]): void {
    for (const row of rows) {
      const { channel, kind } = row;
      if (this.#lines.has(nameLine(row))) continue;
      const before = new Array<Total>(this.#units.length + 1).fill(nothing);
      this.#lines.set(nameLine(row), { channel, kind, before });
    }
    const byUnit = Map.groupBy(rows, ({ unit }) => unit);
    for (const unit of [...units].sort((one, other) => one - other)) {
      this.#replaceOne(unit, Map.groupBy(byUnit.get(unit) ?? [], nameLine));
    }
  }

  #replaceOne(unit: number, rows: ReadonlyMap<string, readonly UnitRow[]>): void {
    const place = this.#placeOf(unit);
    const wasKnown = this.#units[place] === unit;
    if (!wasKnown) {
      if (rows.size === 0) return;
      this.#units.splice(place, 0, unit);
    } else if (rows.size === 0) {
      this.#units.splice(place, 1);
    }
    for (const [key, { before }] of this.#lines) {
      const start = before[place] ?? nothing;
      if (!wasKnown) before.splice(place + 1, 0, start);
      const more = subtract((rows.get(key) ?? []).reduce<Total>(add, start), before[place + 1]);
      if (!isNothing(more)) {
        for (let i = place + 1; i < before.length; i++) before[i] = add(before[i] ?? nothing, more);
      }
      if (rows.size === 0) before.splice(place + 1, 1);
    }
  }

  /** The place of the first unit that is not before one. */
  #placeOf(unit: number): number {
    let [low, high] = [0, this.#units.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#units[middle] ?? unit) < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const nameLine = ({ kind, channel }: UnitRow) => `${kind} ${channel}`;

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

function isNothing({ amount, units, entries }: Total): boolean {
  return amount === 0n && units === 0n && entries === 0n;
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
