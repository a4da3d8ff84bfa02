const dayMs = 86_400_000;

/** A length of time that a table has one row for. */
export interface Grain {
  /** The longest that a unit can be, in milliseconds. */
  readonly ms: number;
  /** The first instant of the unit that an instant lies in. */
  floor(ms: number): number;
  /** An instant of a unit in ClickHouse, in whole seconds since 1970. */
  secondsSql(unit: string): string;
  /** The type of such units in ClickHouse. */
  readonly type: string;
  /** Prints the first instant of a unit for a parameter of that type. */
  print(ms: number): string;
}

const printDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const printSecond = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
const printMs = (ms: number) => new Date(ms).toISOString().slice(0, 23).replace("T", " ");

const floorTo = (unitMs: number) => (ms: number) => ms - (((ms % unitMs) + unitMs) % unitMs);

/** UTC months. */
export const month: Grain = {
  ms: 31 * dayMs,
  floor: (ms) => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth()),
  secondsSql: (unit) => `toUInt32(${unit}) * 86400`,
  type: "Date",
  print: printDay,
};

/** UTC days. */
export const day: Grain = {
  ms: dayMs,
  floor: floorTo(dayMs),
  secondsSql: (unit) => `toUInt32(${unit}) * 86400`,
  type: "Date",
  print: printDay,
};

/** Quarters of an hour: every zone's offset since 1972 is a multiple. */
export const slot: Grain = {
  ms: 900_000,
  floor: floorTo(900_000),
  secondsSql: (unit) => `toUnixTimestamp(${unit})`,
  type: "DateTime('UTC')",
  print: printSecond,
};

/** Milliseconds, which no edge cuts. */
export const finest: Grain = {
  ms: 1,
  floor: (ms) => ms,
  secondsSql: (unit) => `toUnixTimestamp(${unit})`,
  type: "DateTime64(3, 'UTC')",
  print: printMs,
};

/** The end of a unit, given its first instant. */
export function endOf(grain: Grain, unit: number): number {
  return grain.floor(unit + grain.ms);
}
