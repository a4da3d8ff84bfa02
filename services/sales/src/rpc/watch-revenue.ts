import { type Caller, type Handlers, unavailable } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { formatSummary } from "../revenue/format-summary.ts";
import { nameQuestion } from "../revenue/question.ts";
import { readSummary, type SummaryRequest } from "../revenue/read-summary.ts";
import { readSummaryRequest } from "../revenue/read-summary-request.ts";
import { type FeedOptions, SummaryFeed } from "../revenue/summary-feed.ts";

/** Sends the summary of a range whenever it changes. All who watch the same share one feed. */
export function watchRevenue(
  deps: Omit<RevenueDeps, "reader">,
  options: FeedOptions,
): Handlers<typeof RevenueService>["watchRevenue"] {
  const feeds = new Map<string, SummaryFeed>();

  /** Begins a feed, which is forgotten when it is over. */
  function begin(name: string, summary: SummaryRequest, caller: Caller): SummaryFeed {
    const feed = new SummaryFeed(summary, caller, options);
    feeds.set(name, feed);
    void feed.ended.then(() => {
      if (feeds.get(name) === feed) feeds.delete(name);
    });
    return feed;
  }

  return async function* (request, context) {
    const summary = await readSummaryRequest(request, deps, context);
    const signal = AbortSignal.any([context.signal, options.stopping]);
    const name = nameQuestion({ about: summary, ask: readSummary });
    const known = feeds.get(name);
    const feed = known && !known.isOver ? known : begin(name, summary, context.caller);
    for await (const answer of feed.watch(signal)) {
      yield { summary: formatSummary(answer, summary.earlier) };
    }
    if (!context.signal.aborted) throw unavailable("the sales service is stopping");
  };
}
