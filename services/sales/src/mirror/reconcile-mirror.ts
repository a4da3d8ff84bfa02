import { compareMirror } from "./compare-mirror.ts";
import type { Difference } from "./difference.ts";
import { factTable } from "./feeds.ts";
import type { JobResult, JobSteps, Tell } from "./job-steps.ts";
import type { Leadership } from "./leadership.ts";
import type { MirrorJob } from "./mirror-job.ts";
import { noteDifferences } from "./note-differences.ts";
import { rebuildMirror } from "./rebuild-mirror.ts";
import { repairTables } from "./repair-tables.ts";

/** Whoever still finds a difference after so many repairs will not get rid of it by another. */
const maxRepairs = 2;

/** How many differences of one table are noted in one comparison. */
const maxNoted = 100;

/**
 * Compares the mirror with the ledger, repairs what differs, and compares again, until nothing does.
 * Of the facts everything is made, so when they are wrong all is rebuilt; else only what is wrong.
 */
export async function* reconcileMirror(
  leadership: Leadership,
  job: MirrorJob,
  tell: Tell,
): JobSteps<JobResult> {
  const { state, client } = leadership;
  const damaged = new Set(leadership.survey.damagedTables);
  const repaired = new Set<string>();
  for (let repairs = 0; ; repairs++) {
    const noted = new Map<string, number>();
    const note = async (differences: readonly Difference[]) => {
      const fresh = differences.filter(({ table }) => {
        const count = (noted.get(table) ?? 0) + 1;
        noted.set(table, count);
        damaged.add(table);
        return count <= maxNoted;
      });
      if (fresh.length > 0) await noteDifferences(state, client, fresh, job.id);
    };
    yield* compareMirror(leadership, note, tell);
    state.checkedAtMs = performance.now();
    const names = [...damaged].sort().join(", ");
    if (damaged.size === 0) break;
    if (repairs === maxRepairs) {
      return { outcome: "FAILED", summary: `still different after ${repairs} repairs: ${names}` };
    }
    tell(`repairing ${names}`);
    if (damaged.has(factTable)) yield* rebuildMirror(leadership, tell);
    else await repairTables(leadership, [...damaged]);
    for (const table of damaged) repaired.add(table);
    damaged.clear();
  }
  if (repaired.size === 0) return { outcome: "EQUAL", summary: "the mirror equals the ledger" };
  return { outcome: "REPAIRED", summary: `repaired: ${[...repaired].sort().join(", ")}` };
}
