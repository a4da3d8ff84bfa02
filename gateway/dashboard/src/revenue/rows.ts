import type {
  CompareRevenueResponse,
  GetRevenueResponse,
  RevenueSegment,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { addDecimals } from "./add-decimals.ts";

/** The figures of a bucket, a segment or a range, digit for digit as the server has them. */
export interface Figures {
  readonly revenue: string;
  readonly gross: string;
  readonly refunds: string;
  readonly units: bigint;
  readonly sales: bigint;
}

/** What a row is compared with. */
export interface Earlier {
  /** The server's label of the bucket; undefined of one that the earlier range does not have. */
  readonly period: string | undefined;
  readonly figures: Figures;
  /** Net revenue less the earlier. */
  readonly change: string;
  /** In percent; undefined when the earlier net revenue was zero. */
  readonly percent: string | undefined;
}

/** A bucket of time with all that is said about it. */
export interface Row {
  /** Its place in time, from 0. */
  readonly place: number;
  /** The server's label; undefined of a bucket that only the earlier range has. */
  readonly period: string | undefined;
  readonly partial: boolean;
  readonly figures: Figures;
  readonly earlier: Earlier | undefined;
  /** In the order of the segments; empty when it is not split. */
  readonly segments: readonly Figures[];
}

/** One of the channels, categories or products that buckets are split by. */
export type Segment = Pick<RevenueSegment, "key" | "name" | "rest">;

/** The figures of nothing. */
export const noFigures: Figures = {
  revenue: "0.00",
  gross: "0.00",
  refunds: "0.00",
  units: 0n,
  sales: 0n,
};

/** Makes rows of buckets, split or not. */
export function rowsOfSeries({ points }: Pick<GetRevenueResponse, "points">): Row[] {
  return points.map((figures, place) => ({
    place,
    period: figures.period,
    partial: figures.partial,
    figures,
    earlier: undefined,
    segments: figures.segments,
  }));
}

/** Makes rows of two ranges side by side. The segments are those of the later range's, by their labels. */
export function rowsOfComparison(
  { buckets, range2 }: Pick<CompareRevenueResponse, "buckets" | "range2">,
  series?: Pick<GetRevenueResponse, "points">,
): Row[] {
  const partials = new Set(range2.filter((point) => point.partial).map(({ period }) => period));
  const splits = new Map(series?.points.map(({ period, segments }) => [period, segments]));
  const blank = listSegments(series).map(() => noFigures);
  return buckets.map((bucket, place) => ({
    place,
    period: bucket.period2,
    partial: bucket.period2 !== undefined && partials.has(bucket.period2),
    figures: bucket.range2 ?? noFigures,
    earlier: {
      period: bucket.period1,
      figures: bucket.range1 ?? noFigures,
      change: bucket.change,
      percent: bucket.changePercent,
    },
    segments: splits.get(bucket.period2 ?? "") ?? blank,
  }));
}

/** The segments of an answer, which are the same in every bucket. */
export function listSegments(series: Pick<GetRevenueResponse, "points"> | undefined): Segment[] {
  return series?.points[0]?.segments ?? [];
}

/** Adds figures exactly. */
export function sumFigures(all: readonly Figures[]): Figures {
  return {
    revenue: addDecimals(all.map(({ revenue }) => revenue)),
    gross: addDecimals(all.map(({ gross }) => gross)),
    refunds: addDecimals(all.map(({ refunds }) => refunds)),
    units: all.reduce((sum, { units }) => sum + units, 0n),
    sales: all.reduce((sum, { sales }) => sum + sales, 0n),
  };
}
