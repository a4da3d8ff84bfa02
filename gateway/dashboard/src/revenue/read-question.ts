import type { UrlState } from "../api/use-url-state.ts";
import { findToday, isDate } from "../period/calendar.ts";
import { readPeriod } from "../period/period.ts";
import { type Grain, grains } from "./grain.ts";
import { isZone } from "./is-zone.ts";
import { splitList } from "./list-text.ts";
import {
  chartForms,
  comparisons,
  defaultPeriod,
  defaultSort,
  defaultTop,
  dimensions,
  kinds,
  midnight,
  type Question,
  segmentations,
  segmentLimits,
  weekdays,
} from "./question.ts";

const quarterHour = /^([01]\d|2[0-3]):(00|15|30|45)$/;
const idText = /^[1-9]\d{0,17}$/;
const columnText =
  /^(time|revenue|gross|refunds|units|sales|before|change|percent|segment\.\d{1,3})$/;
const maxListed = 1_000;

/** Reads what an address asks for; what cannot be read is as if it had not been said. */
export function readQuestion(state: UrlState, storeTimeZone: string, now?: Date): Question {
  const zone = isZone(state.zone) && state.zone !== storeTimeZone ? state.zone : undefined;
  const today = findToday(zone ?? storeTimeZone, now);
  const ids = (text: string | undefined) =>
    splitList(text)
      .filter((id) => idText.test(id))
      .slice(0, maxListed);
  const column = state.sort?.replace(/^-/, "") ?? "";
  const top = Number(state.top);
  return {
    period: readPeriod(state, today, defaultPeriod),
    grain: readName<Grain>(grains, state.by),
    zone,
    weekStart: readName(weekdays, state["week-start"]) ?? "monday",
    dayStart: readMatch(quarterHour, state["day-start"]) ?? midnight,
    compare: readName(comparisons, state.compare) ?? "none",
    compareFrom: isDate(state["compare-from"]) ? state["compare-from"] : undefined,
    compareTo: isDate(state["compare-to"]) ? state["compare-to"] : undefined,
    filter: {
      product: ids(state.product),
      category: ids(state.category),
      channel: splitList(state.channel).slice(0, maxListed),
      kind: splitList(state.kind).flatMap((name) => readName(kinds, name) ?? []),
    },
    segment: readName(segmentations, state.segment) ?? "none",
    top: segmentLimits.find((limit) => limit === top) ?? defaultTop,
    chart: readName(chartForms, state.chart) ?? "lines",
    breakdown: readName(dimensions, state.breakdown) ?? "product",
    sort: columnText.test(column) ? column : defaultSort,
    descending: columnText.test(column) && state.sort?.startsWith("-") === true,
    page: /^[1-9]\d{0,3}$/.test(state.page ?? "") ? Number(state.page) : 1,
  };
}

/** Reads the name of one of some choices. */
function readName<T extends string>(
  choices: Readonly<Record<T, unknown>>,
  text: string | undefined,
): T | undefined {
  return text !== undefined && Object.hasOwn(choices, text) ? (text as T) : undefined;
}

function readMatch(pattern: RegExp, text: string | undefined): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}
