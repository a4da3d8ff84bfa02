/** A length of UTC time that a table has one row for. */
export interface Grain {
  /** The shortest that a unit can be, in milliseconds. */
  readonly ms: number;
  /** The first instant of the unit that an instant lies in. */
  floor(ms: number): number;
  /** The unit that a time in ClickHouse lies in. */
  sql(time: string): string;
  /** The type of such units in ClickHouse. */
  readonly type: string;
  /** Prints the first instant of a unit for a parameter of that type. */
  print(ms: number): string;
}

const printDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const printSecond = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
const printMs = (ms: number) => new Date(ms).toISOString().slice(0, 23).replace("T", " ");

/** UTC months. */
export const month: Grain = {
  ms: 28 * 86_400_000,
  floor: (ms) => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth()),
  sql: (time) => `toStartOfMonth(${time})`,
  type: "Date",
  print: printDay,
};

/** UTC days. */
export const day: Grain = {
  ms: 86_400_000,
  floor: (ms) => ms - (((ms % 86_400_000) + 86_400_000) % 86_400_000),
  sql: (time) => `toDate(${time})`,
  type: "Date",
  print: printDay,
};

/** Quarters of an hour: every zone's offset since 1972 is a multiple. */
export const slot: Grain = {
  ms: 900_000,
  floor: (ms) => ms - (((ms % 900_000) + 900_000) % 900_000),
  sql: (time) => `toStartOfFifteenMinutes(${time})`,
  type: "DateTime('UTC')",
  print: printSecond,
};

/** Milliseconds, which no edge cuts. */
export const finest: Grain = {
  ms: 1,
  floor: (ms) => ms,
  sql: (time) => time,
  type: "DateTime64(3, 'UTC')",
  print: printMs,
};
