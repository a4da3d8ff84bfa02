import { endOf, finest, slot } from "./grain.ts";
import type { Window } from "./query.ts";
import type { TimeTable } from "./time-tables.ts";

/**
 * Writes the conditions that a row of a table belongs to spans of time, and adds the values of their
 * parameters.
 *
 * @param i makes the names of the parameters unique in a statement.
 */
export function spansToSql(
  table: TimeTable,
  spans: readonly Window[],
  i: number,
  params: Record<string, unknown>,
): string[] {
  return [...writeSpans(table, spans, i, params), ...writeTimes(table, spans, i, params)];
}

function writeSpans(
  { grain, unit }: TimeTable,
  spans: readonly Window[],
  i: number,
  params: Record<string, unknown>,
): string[] {
  const { print, type } = grain;
  const [only] = spans;
  if (only && spans.length === 1) {
    params[`from${i}`] = print(only.startMs);
    params[`to${i}`] = print(only.endMs);
    return [`${unit} >= {from${i}:${type}}`, `${unit} < {to${i}:${type}}`];
  }
  // The units are listed as a set, by which ClickHouse finds where to read.
  const listed = grain === finest ? slot : grain;
  const units = new Set<number>();
  for (const { startMs, endMs } of spans) {
    for (let ms = listed.floor(startMs); ms < endMs; ms = endOf(listed, ms)) units.add(ms);
  }
  params[`units${i}`] = [...units].map(listed.print);
  const within = `${grain === listed ? unit : listed.sql(unit)} IN {units${i}:Array(${listed.type})}`;
  if (grain === listed) return [within];
  params[`froms${i}`] = spans.map(({ startMs }) => print(startMs));
  params[`tos${i}`] = spans.map(({ endMs }) => print(endMs));
  return [
    within,
    `arrayExists((from, to) -> ${unit} >= from AND ${unit} < to, {froms${i}:Array(${type})}, {tos${i}:Array(${type})})`,
  ];
}

/** Names the times of day, by which a table is sorted that is read a little of each day. */
function writeTimes(
  { grain, timeOfDay }: TimeTable,
  spans: readonly Window[],
  i: number,
  params: Record<string, unknown>,
): string[] {
  const times = new Set<number>();
  for (const { startMs, endMs } of spans) {
    if (!timeOfDay || endMs - startMs >= dayMs) return [];
    for (let ms = startMs; ms < endMs; ms += grain.ms) times.add((ms % dayMs) / 1_000);
  }
  params[`times${i}`] = [...times];
  return [`${timeOfDay} IN {times${i}:Array(UInt32)}`];
}

const dayMs = 86_400_000;
