import { type Handlers, unavailable } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { nameQuestion } from "../revenue/answer-cache.ts";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { formatSummary } from "../revenue/format-summary.ts";
import { readSummaryRequest } from "../revenue/read-summary-request.ts";
import { type FeedOptions, SummaryFeed } from "../revenue/summary-feed.ts";

/** Sends the summary of a range whenever it changes. All who watch the same share one feed. */
export function watchRevenue(
  deps: Omit<RevenueDeps, "reader">,
  options: FeedOptions,
): Handlers<typeof RevenueService>["watchRevenue"] {
  const feeds = new Map<string, SummaryFeed>();
  return async function* (request, context) {
    const summary = await readSummaryRequest(request, deps, context);
    const signal = AbortSignal.any([context.signal, options.stopping]);
    const name = nameQuestion(summary);
    let feed = feeds.get(name);
    if (!feed || feed.isOver) {
      feed = new SummaryFeed(summary, context.caller, options);
      feeds.set(name, feed);
    }
    try {
      for await (const answer of feed.watch(signal)) {
        yield { summary: formatSummary(answer, summary.earlier) };
      }
    } finally {
      if (feed.isOver && feeds.get(name) === feed) feeds.delete(name);
    }
    if (!context.signal.aborted) throw unavailable("the sales service is stopping");
  };
}
