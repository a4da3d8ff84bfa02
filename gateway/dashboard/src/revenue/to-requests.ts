import {
  Against,
  type BreakdownRevenueRequestSchema,
  type CompareRevenueRequestSchema,
  Dimension,
  type GetRevenueRequestSchema,
  Granularity,
  Segmentation,
  Weekday,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Grain } from "./grain.ts";
import { midnight, type Question } from "./question.ts";

const granularities: Readonly<Record<Grain, Granularity>> = {
  hour: Granularity.HOUR,
  day: Granularity.DAY,
  week: Granularity.WEEK,
  month: Granularity.MONTH,
  quarter: Granularity.QUARTER,
  year: Granularity.YEAR,
};
const segmentBy: Readonly<Record<Question["segment"], Segmentation>> = {
  none: Segmentation.UNSPECIFIED,
  channel: Segmentation.CHANNEL,
  category: Segmentation.CATEGORY,
  product: Segmentation.PRODUCT,
};
const breakdownBy: Readonly<Record<Question["breakdown"], Dimension>> = {
  product: Dimension.PRODUCT,
  category: Dimension.CATEGORY,
  channel: Dimension.CHANNEL,
  weekday: Dimension.WEEKDAY,
  hour: Dimension.HOUR,
};
const againsts: Readonly<Record<Question["compare"], Against>> = {
  none: Against.UNSPECIFIED,
  period: Against.PREVIOUS_PERIOD,
  year: Against.PREVIOUS_YEAR,
  range: Against.UNSPECIFIED,
};
const weekStarts: Readonly<Record<Question["weekStart"], Weekday>> = {
  monday: Weekday.MONDAY,
  tuesday: Weekday.TUESDAY,
  wednesday: Weekday.WEDNESDAY,
  thursday: Weekday.THURSDAY,
  friday: Weekday.FRIDAY,
  saturday: Weekday.SATURDAY,
  sunday: Weekday.SUNDAY,
};
const kindNumbers = { sale: Kind.SALE, refund: Kind.REFUND, void: Kind.VOID } as const;
const breakdownLimit = 10;

/** Whether both ranges of a comparison are known. */
export function isCompared({ compare, period, compareFrom, compareTo }: Question): boolean {
  if (compare === "none" || !period.startDate || !period.endDate) return false;
  return compare !== "range" || Boolean(compareFrom && compareTo);
}

/** Asks for the buckets of a question, and for their segments if it splits them. */
export function toSeriesRequest(
  question: Question,
  grain: Grain,
): MessageInitShape<typeof GetRevenueRequestSchema> {
  const { segment, top } = question;
  return {
    ...toRange(question),
    ...toShared(question),
    groupBy: granularities[grain],
    ...(segment !== "none" && { segmentBy: segmentBy[segment], segmentLimit: top }),
  };
}

/** Asks for the buckets of a question beside those that they are compared with. */
export function toComparisonRequest(
  question: Question,
  grain: Grain,
): MessageInitShape<typeof CompareRevenueRequestSchema> {
  const { compare, period, compareFrom, compareTo } = question;
  const { startDate, endDate } = period;
  const ranges =
    compare === "range"
      ? { start1: compareFrom, end1: compareTo, start2: startDate, end2: endDate }
      : { startDate, endDate, against: againsts[compare] };
  return { ...ranges, ...toShared(question), groupBy: granularities[grain] };
}

/** Asks for what the revenue of a question is made of. Other dates cannot be compared with here. */
export function toBreakdownRequest(
  question: Question,
): MessageInitShape<typeof BreakdownRevenueRequestSchema> {
  const by = question.breakdown;
  const isListed = by === "product" || by === "category" || by === "channel";
  return {
    ...toRange(question),
    ...toShared(question),
    by: breakdownBy[by],
    ...(isListed && { limit: breakdownLimit }),
    ...(isCompared(question) && { against: againsts[question.compare] }),
  };
}

function toRange({ period: { startDate, endDate } }: Question) {
  return { ...(startDate && { startDate }), ...(endDate && { endDate }) };
}

/** What all requests have in common. */
function toShared({ filter, zone, weekStart, dayStart }: Question) {
  return {
    productId: filter.product.map(BigInt),
    categoryId: filter.category.map(BigInt),
    channel: [...filter.channel],
    kind: filter.kind.map((kind) => kindNumbers[kind]),
    ...(zone && { timeZone: zone }),
    ...(weekStart !== "monday" && { weekStart: weekStarts[weekStart] }),
    ...(dayStart !== midnight && { dayStart }),
  };
}
