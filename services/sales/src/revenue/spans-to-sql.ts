import { endOf, finest, slot } from "./grain.ts";
import type { Window } from "./query.ts";
import type { TimeTable } from "./time-tables.ts";

const dayMs = 86_400_000;

/** So many spans are written as ranges, one by one. */
const maxRanges = 4;

/**
 * Writes the conditions that a row of a table belongs to spans of time, but not to some units, by which
 * ClickHouse also finds where to read, and adds the values of their parameters.
 *
 * @param i makes the names of the parameters unique in a statement.
 * @param exceptMs the units, by their first instants; none when absent.
 */
export function spansToSql(
  table: TimeTable,
  spans: readonly Window[],
  i: number,
  params: Record<string, unknown>,
  exceptMs: readonly number[] = [],
): string[] {
  const { grain, unit } = table;
  const conditions = withinSpans(table, spans, i, params);
  if (exceptMs.length === 0) return conditions;
  params[`except${i}`] = exceptMs.map(grain.print);
  return [...conditions, `${unit} NOT IN {except${i}:Array(${grain.type})}`];
}

function withinSpans(
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
  if (spans.length <= maxRanges) {
    const ranges = spans.map(({ startMs, endMs }, place) => {
      const [from, to] = [`from${i}_${place}`, `to${i}_${place}`];
      Object.assign(params, { [from]: print(startMs), [to]: print(endMs) });
      return `(${unit} >= {${from}:${type}} AND ${unit} < {${to}:${type}})`;
    });
    return [`(${ranges.join(" OR ")})`];
  }
  if (grain === slot) return [`${unit} IN (${slotsToSql(spans, i, params)})`];
  if (grain !== finest) {
    params[`units${i}`] = spans.flatMap((span) => listUnits(span, grain)).map(print);
    return [`${unit} IN {units${i}:Array(${type})}`];
  }
  params[`froms${i}`] = spans.map(({ startMs }) => print(startMs));
  params[`tos${i}`] = spans.map(({ endMs }) => print(endMs));
  const whole = spans.map(({ startMs, endMs }) => ({
    startMs: slot.floor(startMs),
    endMs: endOf(slot, slot.floor(endMs - 1)),
  }));
  return [
    `toStartOfFifteenMinutes(${unit}) IN (${slotsToSql(whole, i, params)})`,
    `arrayExists((from, to) -> ${unit} >= from AND ${unit} < to, {froms${i}:Array(${type})}, {tos${i}:Array(${type})})`,
  ];
}

/**
 * Writes a sub-query that answers all quarters of an hour in spans. Those at the same time of many days
 * are told by their days alone: a parameter holds no list of all.
 */
function slotsToSql(spans: readonly Window[], i: number, params: Record<string, unknown>): string {
  const alike = Map.groupBy(spans, ({ startMs, endMs }) => {
    const from = (startMs % dayMs) / 1_000;
    return `range(${from}, ${from + (endMs - startMs) / 1_000}, ${slot.ms / 1_000})`;
  });
  const selects = [...alike].map(([seconds, some], place) => {
    const days = `days${i}_${place}`;
    params[days] = some.map(({ startMs }) => Math.floor(startMs / dayMs));
    return `SELECT toDateTime(arrayJoin({${days}:Array(UInt16)}) * 86400 + arrayJoin(${seconds}), 'UTC')`;
  });
  return selects.join(" UNION ALL ");
}

function listUnits({ startMs, endMs }: Window, grain: TimeTable["grain"]): number[] {
  const units: number[] = [];
  for (let ms = startMs; ms < endMs; ms = endOf(grain, ms)) units.push(ms);
  return units;
}
