import { createHash } from "node:crypto";
import { listDayShifts } from "../revenue/list-shifts.ts";
import type { Shift } from "../revenue/query.ts";
import { lastMs } from "../time/read-instant.ts";

/** The days of the shop's own calendar, from midnight to midnight in its zone, for all that Backroom keeps. */
export interface StoreDays {
  /** An IANA time zone. */
  readonly zone: string;
  /** How far those days are ahead of UTC, from 1970 on: never so that a later instant has an earlier day. */
  readonly shifts: readonly Shift[];
  /** Names these days: others have another name, also those of the same zone by other rules. */
  readonly key: string;
}

/** Counts the forms of the tables that are made for such days: it changes with their statements. */
const tableForm = 1;

/** Finds the days of a zone by the rules that this process knows. */
export function createStoreDays(zone: string): StoreDays {
  const shifts = listDayShifts({ startMs: 0, endMs: lastMs }, { zone });
  const rules = JSON.stringify([tableForm, shifts]);
  return { zone, shifts, key: createHash("sha256").update(rules).digest("hex").slice(0, 12) };
}
