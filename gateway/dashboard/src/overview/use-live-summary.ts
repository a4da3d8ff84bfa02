import {
  type GetSummaryResponse,
  RevenueService,
  SummaryFiguresSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { equals } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createConnectQueryKey, useQuery, useTransport } from "@connectrpc/connect-query";
import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { lostSince, retry } from "../api/connection.ts";
import type { Period } from "../period/period.ts";
import { useIsVisible } from "../ui/use-is-visible.ts";
import { type Feed, followSummary, isLasting } from "./follow-summary.ts";

const pollMs = 5_000;

/** The summary of a period as it is now. */
export interface LiveSummary {
  /** Undefined until the first has come; another period's while that of a new period is on its way. */
  readonly summary: GetSummaryResponse | undefined;
  /** Whether the summary is still another period's. */
  readonly isOutdated: boolean;
  /** `paused` while the tab is hidden or there is no connection. */
  readonly feed: Feed | "paused";
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * Keeps the summary of a period up to date: the server pushes it, or it is asked for every five
 * seconds while no stream can be had. The stream is closed when the page or the period is left, and
 * while the tab is hidden: a browser has few connections to a server, which all its tabs share.
 *
 * @param onChange called when the figures of the same period have changed.
 */
export function useLiveSummary({ startDate, endDate }: Period, onChange: () => void): LiveSummary {
  const transport = useTransport();
  const queryClient = useQueryClient();
  const [feed, setFeed] = useState<Feed>("connecting");
  const isFollowing = useIsVisible() && !lostSince.value;

  useEffect(() => {
    if (!isFollowing) return;
    const left = new AbortController();
    const input = { startDate, endDate };
    const key = createConnectQueryKey({
      schema: RevenueService.method.getSummary,
      ...{ input, transport, cardinality: "finite" },
    });
    const client = createClient(RevenueService, transport);
    void followSummary({
      async *watch(signal) {
        for await (const { summary } of client.watchRevenue(input, { signal })) {
          if (summary) yield summary;
        }
      },
      onSummary: (summary) => queryClient.setQueryData(key, summary),
      onFeed: setFeed,
      onSilence: () => void retry(),
      signal: left.signal,
    });
    return () => left.abort();
  }, [isFollowing, startDate, endDate, transport, queryClient]);

  const isPolling = isFollowing && feed === "polling";
  const query = useQuery(
    RevenueService.method.getSummary,
    { startDate, endDate },
    {
      enabled: isPolling,
      refetchInterval: ({ state }) => (isLasting(state.error) ? false : pollMs),
      retry: false,
      placeholderData: keepPreviousData,
    },
  );
  const summary = query.isPlaceholderData ? undefined : query.data;
  useChanges(summary, `${startDate} ${endDate}`, onChange);
  return {
    summary: query.data,
    isOutdated: query.isPlaceholderData,
    feed: isFollowing ? feed : "paused",
    error: query.error,
    retry: () => void query.refetch(),
  };
}

/** Calls when the figures of the same period are not what they were. */
function useChanges(
  summary: GetSummaryResponse | undefined,
  period: string,
  onChange: () => void,
): void {
  const last = useRef<{ period: string; figures: GetSummaryResponse["current"] }>(undefined);
  useEffect(() => {
    const figures = summary?.current;
    if (!figures) return;
    const before = last.current;
    last.current = { period, figures };
    if (before?.period !== period || !before.figures) return;
    if (!equals(SummaryFiguresSchema, before.figures, figures)) onChange();
  }, [summary, period]);
}
