import { joinList } from "./list-text.ts";
import { defaultPeriod, defaultSort, defaultTop, midnight, type Question } from "./question.ts";

/**
 * Writes what is asked for as the text of an address, always in the same order. What is as usual is left
 * out.
 */
export function writeQuestion(question: Question): string {
  const { period, filter, compare, segment, sort } = question;
  const fields: Readonly<Record<string, string | undefined>> = {
    period: period.preset === defaultPeriod ? undefined : period.preset,
    from: period.preset ? undefined : period.startDate,
    to: period.preset ? undefined : period.endDate,
    by: question.grain,
    zone: question.zone,
    "week-start": unless(question.weekStart, "monday"),
    "day-start": unless(question.dayStart, midnight),
    compare: unless(compare, "none"),
    "compare-from": compare === "range" ? question.compareFrom : undefined,
    "compare-to": compare === "range" ? question.compareTo : undefined,
    product: joinList(filter.product),
    category: joinList(filter.category),
    channel: joinList(filter.channel),
    kind: joinList(filter.kind),
    segment: unless(segment, "none"),
    top: segment === "none" ? undefined : unless(`${question.top}`, `${defaultTop}`),
    chart: unless(question.chart, "lines"),
    breakdown: unless(question.breakdown, "product"),
    sort: unless(question.descending ? `-${sort}` : sort, defaultSort),
    page: unless(`${question.page}`, "1"),
  };
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value) written.set(name, value);
  return written.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
}

function unless(value: string, usual: string): string | undefined {
  return value === usual ? undefined : value;
}
