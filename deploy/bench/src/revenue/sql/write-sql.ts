import type { Days, Question } from "../mix/question.ts";
import type { Dialect } from "./dialect.ts";

/**
 * Writes the statement that asks a store's single sales a question: rows of `key, gross, refunds,
 * units, sales` and, where only the highest are asked for or a best day, of the total or that day.
 */
export function writeSql(question: Question, dialect: Dialect): string {
  const { shape, days, earlier } = question;
  switch (shape.kind) {
    case "series":
      return writeSeries(question, dialect, shape.grain, days, shape.segmentBy);
    case "compare": {
      if (!earlier) throw new Error("a comparison needs earlier days");
      const both = [earlier, days].map((each) => writeSeries(question, dialect, shape.grain, each));
      return both
        .map((sql, index) => `select ${index + 1} as range, part.* from (${sql}) as part`)
        .join("\nunion all\n");
    }
    case "breakdown":
      return writeBreakdown(question, dialect, shape);
    case "summary": {
      const ranges = earlier ? [days, earlier] : [days];
      return ranges
        .map((each, index) => writeSummary(question, dialect, each, index))
        .join("\nunion all\n");
    }
  }
}

/** Writes what sums each bucket. */
function writeSeries(
  question: Question,
  dialect: Dialect,
  grain: Parameters<Dialect["bucket"]>[0],
  days: Days,
  segment?: string,
): string {
  const bucket = dialect.bucket(grain, question.zone);
  const also = segment ? `, ${segment}` : "";
  return `select ${dialect.seconds(bucket)} as key${segment ? `, ${segment} as segment` : ""}, ${dialect.sums}
from ${dialect.table} where ${writeConditions(question, dialect, days)} group by ${bucket}${also}`;
}

/** Writes what sums each key, the highest of them with the sums of all. */
function writeBreakdown(
  question: Question,
  dialect: Dialect,
  { by, limit }: Extract<Question["shape"], { kind: "breakdown" }>,
): string {
  const { zone, days } = question;
  const keys = {
    product: "product_id",
    category: "product_id",
    channel: "channel",
    weekday: dialect.weekday(zone),
    hour: dialect.hour(zone),
  };
  const where = writeConditions(question, dialect, days);
  let taken = `select ${keys[by]} as key, ${dialect.sums} from ${dialect.table} where ${where} group by ${keys[by]}`;
  if (by === "category") {
    taken = `select known.category_id as key, sum(sold.gross) as gross, sum(sold.refunds) as refunds,
  sum(sold.units) as units, sum(sold.sales) as sales
from (${taken}) as sold join (select id, category_id from ${dialect.products}) as known on known.id = sold.key
group by known.category_id`;
  }
  const all = ["gross", "refunds", "units", "sales"].map(
    (sum) => `sum(${sum}) over () as all_${sum}`,
  );
  const highest = limit
    ? `order by coalesce(gross, 0) + coalesce(refunds, 0) desc, key limit ${limit}`
    : "";
  return `select key, gross, refunds, units, sales, ${all.join(", ")} from (${taken}) as taken ${highest}`;
}

/** Writes what sums some days and finds the best of them. */
function writeSummary(question: Question, dialect: Dialect, days: Days, index: number): string {
  const bucket = dialect.bucket("day", question.zone);
  const where = writeConditions(question, dialect, days);
  const best = dialect.localDay(dialect.bestDay, question.zone);
  return `select ${index} as key, total_gross as gross, total_refunds as refunds, total_units as units,
  total_sales as sales, best_day, best_revenue
from (
  select sum(gross) as total_gross, sum(refunds) as total_refunds, sum(units) as total_units,
    sum(sales) as total_sales, ${best} as best_day,
    max(coalesce(gross, 0) + coalesce(refunds, 0)) as best_revenue
  from (
    select ${bucket} as day, ${dialect.sums} from ${dialect.table} where ${where} group by ${bucket}
  ) as daily
) as summed`;
}

/** Writes which sales a question is about. */
function writeConditions(
  { filter, zone }: Question,
  dialect: Dialect,
  { first, last }: Days,
): string {
  const startOf = (day: Temporal.PlainDate) =>
    dialect.instant(day.toZonedDateTime(zone).epochMilliseconds);
  const conditions = [`sale_date < ${startOf(last.add({ days: 1 }))}`];
  if (first) conditions.unshift(`sale_date >= ${startOf(first)}`);
  else if (dialect.onlySales) conditions.push(dialect.onlySales);
  if (filter.productId) conditions.push(`product_id = ${filter.productId}`);
  if (filter.categoryIds)
    conditions.push(`product_id in (${dialect.productsOf(filter.categoryIds)})`);
  if (filter.channel) conditions.push(`channel = '${filter.channel}'`);
  return conditions.join(" and ");
}
