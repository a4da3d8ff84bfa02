import { RevenueService, type Source } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "preact/hooks";
import { addDecimals } from "./add-decimals.ts";
import type { Grain } from "./grain.ts";
import type { Question } from "./question.ts";
import {
  type Figures,
  listSegments,
  type Row,
  rowsOfComparison,
  rowsOfSeries,
  type Segment,
  sumFigures,
} from "./rows.ts";
import { isCompared, toComparisonRequest, toSeriesRequest } from "./to-requests.ts";

/** The rows of a question and what is said about them all. */
export interface Revenue {
  /** What the rows answer, which is the question before while the new one is asked. */
  readonly rows: readonly Row[];
  readonly segments: readonly Segment[];
  readonly total: Figures;
  /** The sums of the earlier range and the change against it. */
  readonly earlierTotal:
    | { readonly figures: Figures; readonly change: string; readonly percent: string | undefined }
    | undefined;
  /** The net revenue of each segment, in their order. */
  readonly segmentTotals: readonly string[];
  readonly grain: Grain;
  readonly asOf: Timestamp | undefined;
  readonly source: Source;
}

/** Asks for the buckets of a question, for those it compares them with, or for both. */
export function useRevenue(question: Question, grain: Grain) {
  const compared = isCompared(question);
  const needsSeries = !compared || question.segment !== "none";
  const options = { placeholderData: keepPreviousData };
  const series = useQuery(RevenueService.method.getRevenue, toSeriesRequest(question, grain), {
    ...options,
    enabled: needsSeries,
  });
  const comparison = useQuery(
    RevenueService.method.compareRevenue,
    toComparisonRequest(question, grain),
    { ...options, enabled: compared },
  );
  const asked = [needsSeries ? series : undefined, compared ? comparison : undefined];
  const queries = asked.filter((query) => query !== undefined);
  const points = needsSeries ? series.data : undefined;
  const pairs = compared ? comparison.data : undefined;
  const data = useMemo((): Revenue | undefined => {
    if ((needsSeries && !points) || (compared && !pairs)) return undefined;
    const rows = pairs ? rowsOfComparison(pairs, points) : points ? rowsOfSeries(points) : [];
    const segments = listSegments(points);
    const { range1, range2 } = pairs?.totals ?? {};
    return {
      rows,
      segments,
      total: range2 ?? sumFigures(rows.map(({ figures }) => figures)),
      earlierTotal: pairs &&
        range1 && { figures: range1, change: pairs.change, percent: pairs.changePercent },
      segmentTotals: segments.map((_, i) =>
        addDecimals(rows.flatMap((row) => row.segments[i]?.revenue ?? [])),
      ),
      grain,
      asOf: (pairs ?? points)?.asOf,
      source: (pairs ?? points)?.source ?? 0,
    };
  }, [points, pairs, needsSeries, compared]);
  return {
    data,
    error: queries.find(({ error }) => error)?.error ?? undefined,
    /** What is shown still answers the question before. */
    isOld: queries.some(({ isPlaceholderData }) => isPlaceholderData),
    /** It failed with what may pass, and is tried again. */
    isRetried: queries.some(({ failureCount, isFetching }) => isFetching && failureCount > 0),
    retry: () => void Promise.all(queries.map((query) => query.refetch())),
  };
}
