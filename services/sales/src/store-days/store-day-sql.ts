import type { StoreDays } from "./store-days.ts";

/** Whole weeks, which keep local seconds above zero. */
const leadDays = 7;
const daySeconds = 86_400;

/**
 * Writes the shop's day of a fact as a date of ClickHouse, by the rules that this process knows, so
 * that both reckon alike whatever rules ClickHouse has. That of a watermark is the first of all.
 */
export function storeDayToSql({ shifts }: StoreDays): string {
  const seconds = "toUnixTimestamp(sale_date)";
  const ahead = shifts.map(({ shiftMs }) => shiftMs / 1000 + leadDays * daySeconds);
  const starts = `[${shifts.map(({ startMs }) => startMs / 1000).join(", ")}]`;
  const shift =
    shifts.length === 1
      ? `${ahead[0]}`
      : `transform(toUInt32(roundDown(${seconds}, ${starts})), ${starts}, [${ahead.join(", ")}], toUInt32(0))`;
  const day = `toInt64(intDiv(${seconds} + ${shift}, ${daySeconds})) - ${leadDays}`;
  return `toDate(greatest(${day}, toInt64(0)))`;
}
