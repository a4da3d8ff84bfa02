import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { formatSummary } from "../revenue/format-summary.ts";
import { readSummary } from "../revenue/read-summary.ts";
import { readSummaryRequest } from "../revenue/read-summary-request.ts";

/** Answers the figures of a range, and how they changed. */
export function getSummary(deps: RevenueDeps): Handlers<typeof RevenueService>["getSummary"] {
  return async (request, context) => {
    const summary = await readSummaryRequest(request, deps, context);
    const answer = await deps.reader.answer(
      { about: summary, ask: readSummary },
      request.fresh,
      context,
    );
    return formatSummary(answer, summary.earlier);
  };
}
