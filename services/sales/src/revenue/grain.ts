const secondMs = 1_000;
const dayMs = 86_400_000;

/** A length of UTC time that a table has one row for. Each unit lies within one of every coarser grain. */
export interface Grain {
  /** The longest that a unit can be, in milliseconds. */
  readonly ms: number;
  /** How long after its first instant the middle of a unit is, in milliseconds. */
  readonly middleMs: number;
  /** The first instant of the unit that an instant lies in. */
  floor(ms: number): number;
  /** The unit that a time, or a unit of a finer grain, in ClickHouse lies in. */
  sql(time: string): string;
  /** The middle of a unit in ClickHouse, in whole seconds since 1970. */
  middleSql(unit: string): string;
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
  middleMs: 15 * dayMs,
  floor: (ms) => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth()),
  sql: (time) => `toStartOfMonth(${time})`,
  middleSql: (unit) => `toUInt32(${unit}) * 86400 + ${(15 * dayMs) / secondMs}`,
  type: "Date",
  print: printDay,
};

/** UTC days. */
export const day: Grain = {
  ms: dayMs,
  middleMs: dayMs / 2,
  floor: floorTo(dayMs),
  sql: (time) => `toDate(${time})`,
  middleSql: (unit) => `toUInt32(${unit}) * 86400 + ${dayMs / 2 / secondMs}`,
  type: "Date",
  print: printDay,
};

/** Quarters of an hour: every zone's offset since 1972 is a multiple. */
export const slot: Grain = {
  ms: 900_000,
  middleMs: 450_000,
  floor: floorTo(900_000),
  sql: (time) => `toStartOfFifteenMinutes(${time})`,
  middleSql: (unit) => `toUnixTimestamp(${unit}) + 450`,
  type: "DateTime('UTC')",
  print: printSecond,
};

/** Milliseconds, which no edge cuts. */
export const finest: Grain = {
  ms: 1,
  middleMs: 0,
  floor: (ms) => ms,
  sql: (time) => time,
  middleSql: (unit) => `toUnixTimestamp(${unit})`,
  type: "DateTime64(3, 'UTC')",
  print: printMs,
};

/** The first unit whose middle is not before an instant, by its first instant. */
export function firstByMiddle(grain: Grain, ms: number): number {
  const unit = grain.floor(ms);
  return unit + grain.middleMs >= ms ? unit : endOf(grain, unit);
}

/** The end of a unit, given its first instant. */
export function endOf(grain: Grain, unit: number): number {
  return grain.floor(unit + grain.ms);
}
