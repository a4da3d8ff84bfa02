import { lastDay, storeZone } from "../data/shop.ts";
import type { Days, Filter, MixQuestion, Shape } from "./question.ts";

type Step = "days" | "weeks" | "months";

/**
 * Lists what a dashboard asks, about a shop whose last day is today. What is about days is shifted
 * by days, what is about weeks or months by those, and what is about all time ends in the month
 * after the last sale, a day later in each variant.
 *
 * @param productIds the shop's products, best sellers first.
 * @param categoryIds the categories, those of the best sellers first.
 */
export function listMix(
  productIds: readonly number[],
  categoryIds: readonly number[],
): MixQuestion[] {
  const [, , productId = 1] = productIds;
  const [, categoryId = 1] = categoryIds;
  const oneProduct = { productId };
  const oneCategory = { categoryIds: [categoryId] };
  const fiveCategories = { categoryIds: categoryIds.slice(0, 5) };
  const oneChannel = { channel: "amazon" };
  const bySeries = (grain: "hour" | "day" | "week" | "month"): Shape => ({ kind: "series", grain });
  return [
    last("today, by hour", bySeries("hour"), 1, "days"),
    last("30 days, by day", bySeries("day"), 30, "days"),
    last("90 days, by day", bySeries("day"), 90, "days"),
    last("2 years, by week", bySeries("week"), 104, "weeks"),
    last("12 months, by month", bySeries("month"), 12, "months"),
    allTime("all time, by month", bySeries("month")),
    last("a product, 2 years, by day", bySeries("day"), 731, "days", oneProduct),
    last("a category, 90 days, by day", bySeries("day"), 90, "days", oneCategory),
    allTime("a category, all time, by month", bySeries("month"), oneCategory),
    last("5 categories, 12 months, by month", bySeries("month"), 12, "months", fiveCategories),
    last("a channel, 90 days, by day", bySeries("day"), 90, "days", oneChannel),
    last(
      "each channel, 90 days, by day",
      { ...bySeries("day"), segmentBy: "channel" } as Shape,
      90,
      "days",
    ),
    compared("a month against the one before, by day", { kind: "compare", grain: "day" }, 1, 1),
    compared(
      "12 months against the year before, by month",
      { kind: "compare", grain: "month" },
      12,
      12,
    ),
    last("top 10 products of 30 days", { kind: "breakdown", by: "product", limit: 10 }, 30, "days"),
    last(
      "all categories, 12 months",
      { kind: "breakdown", by: "category", limit: 40 },
      12,
      "months",
    ),
    allTime("all channels, all time", { kind: "breakdown", by: "channel", limit: 10 }),
    last("days of the week, 12 months", { kind: "breakdown", by: "weekday" }, 12, "months"),
    last("hours of the day, 90 days", { kind: "breakdown", by: "hour" }, 90, "days"),
    compared("summary of a month and the one before", { kind: "summary" }, 1, 1),
    last("30 days, by day, in New York", bySeries("day"), 30, "days", {}, "America/New_York"),
    last("90 days, by day, in Kathmandu", bySeries("day"), 90, "days", {}, "Asia/Kathmandu"),
  ];
}

/** Asks about the last so many days, weeks from Monday, or months, the present one included. */
function last(
  name: string,
  shape: Shape,
  count: number,
  step: Step,
  filter: Filter = {},
  zone: string = storeZone,
): MixQuestion {
  return {
    name,
    ask: (variant) => ({ shape, days: shift(endOf(step), step, count, variant), filter, zone }),
  };
}

/** Asks about everything up to a day after the last sale. */
function allTime(name: string, shape: Shape, filter: Filter = {}): MixQuestion {
  const ask = (variant: number) => ({
    shape,
    days: { last: lastDay.add({ days: 1 + variant }) },
    filter,
    zone: storeZone,
  });
  return { name, ask };
}

/** Asks about so many months, and those that many months earlier. */
function compared(name: string, shape: Shape, months: number, before: number): MixQuestion {
  const ask = (variant: number) => ({
    shape,
    days: shift(endOf("months"), "months", months, variant),
    earlier: shift(endOf("months"), "months", months, variant + before),
    filter: {},
    zone: storeZone,
  });
  return { name, ask };
}

/** The last day of the present day, week or month. */
function endOf(step: Step): Temporal.PlainDate {
  if (step === "weeks") return lastDay.add({ days: 7 - lastDay.dayOfWeek });
  return step === "months" ? lastDay.with({ day: lastDay.daysInMonth }) : lastDay;
}

/** The days of so many units, as many back as the variant says. */
function shift(end: Temporal.PlainDate, step: Step, count: number, variant: number): Days {
  const next = end.add({ days: 1 }).subtract({ [step]: variant });
  return { first: next.subtract({ [step]: count }), last: next.subtract({ days: 1 }) };
}
