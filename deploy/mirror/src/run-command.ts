import { type Backend, createContext } from "@backroom/kit";
import {
  GetMirrorRequestSchema,
  JobOutcome,
  type MirrorDifference,
  MirrorService,
  RebuildRequestSchema,
  ReconcileRequestSchema,
} from "@backroom/proto/sales/v1/mirror_pb";
import { create } from "@bufbuild/protobuf";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { MirrorCommand } from "./options.ts";

const caller = { name: "mirror command" };

/** A job may take as long as it takes. */
const maxJobMs = 7 * 24 * 3_600_000;

const exitCodes: Record<JobOutcome, number> = {
  [JobOutcome.UNSPECIFIED]: 2, // The stream ended before the job did.
  [JobOutcome.DONE]: 0,
  [JobOutcome.EQUAL]: 0,
  [JobOutcome.REPAIRED]: 1,
  [JobOutcome.FAILED]: 2,
};

/** Runs a command, says what happens, and answers the exit code. */
export async function runCommand(
  command: MirrorCommand,
  sales: Backend,
  say: (line: string) => void,
): Promise<number> {
  const { method } = MirrorService;
  if (command === "status") {
    const request = create(GetMirrorRequestSchema);
    const status = await sales.unary(method.getMirror, request, createContext({ caller }));
    say(`position     ${status.position}`);
    say(`complete to  ${status.asOf ? timestampDate(status.asOf).toISOString() : "unknown"}`);
    say(`job          ${status.job || "none"}`);
    say(`differences  ${status.differences.length || "none known"}`);
    for (const difference of status.differences) say(describe(difference));
    return 0;
  }
  let outcome: JobOutcome = JobOutcome.UNSPECIFIED;
  const context = createContext({ caller, timeoutMs: maxJobMs });
  if (command === "rebuild") {
    const request = create(RebuildRequestSchema);
    for await (const news of sales.serverStream(method.rebuild, request, context)) {
      say(news.progress);
      outcome = news.outcome;
    }
  } else {
    const request = create(ReconcileRequestSchema);
    for await (const news of sales.serverStream(method.reconcile, request, context)) {
      for (const difference of news.differences) say(describe(difference));
      say(news.progress);
      outcome = news.outcome;
    }
  }
  return exitCodes[outcome] ?? 2;
}

function describe({ table, place, expected, found }: MirrorDifference): string {
  return `  ${table} ${place}: expected ${expected}; found ${found}`;
}
