import { expect, test } from "vitest";
import type { Dimension, RevenueFilter, SegmentsQuery } from "./query.ts";
import { segmentsToSql } from "./segments-to-sql.ts";

const everything: RevenueFilter = { productIds: [], categoryIds: [], channels: [], kinds: [] };
const months = [0, 1, 2].map((month) => Date.UTC(2024, month));

function query(dimension: Dimension, filter = everything): SegmentsQuery {
  const [startMs = 0, , endMs = 0] = months;
  const bucketStartsMs = months.slice(0, 2);
  return { startMs, endMs, bucketStartsMs, dimension, filter, limit: 3, maxRows: 100 };
}

const sums =
  "sumIf(amount, kind != 'REFUND') AS gross, sumIf(amount, kind = 'REFUND') AS refunds, sum(units) AS units, (sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID')) AS sales, sum(entries) AS entry_count";
const highest =
  "GROUP BY ranked HAVING sum(entry_count) > 0 ORDER BY sum(gross) + sum(refunds) DESC, ranked LIMIT {limit:UInt32}";
const split =
  "SELECT bucket, place, if(place = 0, '', toString(listed[place])) AS name, sum(gross) AS gross, sum(refunds) AS refunds, sum(units) AS units, sum(sales) AS sales";
const perSegment =
  "GROUP BY bucket, place) GROUP BY bucket, place HAVING sum(entry_count) > 0 LIMIT {max_rows:UInt32}";
const month = "toUInt32(roundDown(toUInt32(month) * 86400 + 1296000, {buckets:Array(UInt32)}))";
const day = "toUInt32(roundDown(toUInt32(day) * 86400 + 43200, {buckets:Array(UInt32)}))";
const params = {
  buckets: [1_704_067_200, 1_706_745_600],
  limit: 3,
  max_rows: 100,
  from0: "2024-01-01",
  to0: "2024-03-01",
  from1: "2024-01-01",
  to1: "2024-03-01",
};

test("channels are found and told apart in the table by channel", () => {
  expect(segmentsToSql(query("channel"))).toEqual({
    sql: `WITH (SELECT groupArray(ranked) FROM (SELECT taken.key AS ranked FROM (SELECT channel AS key, ${sums} FROM revenue_by_day WHERE day >= {from0:Date} AND day < {to0:Date} GROUP BY key) AS taken ${highest})) AS listed ${split} FROM (SELECT ${day} AS bucket, transform(channel, listed, arrayEnumerate(listed), 0) AS place, ${sums} FROM revenue_by_day WHERE day >= {from1:Date} AND day < {to1:Date} ${perSegment}`,
    params,
  });
});

test("products are found and told apart in a table by product, under the same filter", () => {
  const products = "product_id IN {products:Array(UInt64)}";
  const productIds = Array.from({ length: 100 }, (_, i) => BigInt(i + 1));
  expect(segmentsToSql(query("product", { ...everything, productIds }))).toEqual({
    sql: `WITH (SELECT groupArray(ranked) FROM (SELECT taken.key AS ranked FROM (SELECT product_id AS key, ${sums} FROM revenue_by_month_product WHERE month >= {from0:Date} AND month < {to0:Date} AND ${products} GROUP BY key) AS taken ${highest})) AS listed ${split} FROM (SELECT ${month} AS bucket, transform(product_id, listed, arrayEnumerate(listed), 0) AS place, ${sums} FROM revenue_by_month_product WHERE month >= {from1:Date} AND month < {to1:Date} AND ${products} ${perSegment}`,
    params: { ...params, products: productIds },
  });
});

test("categories are those that products are in now, and each row is looked up by its product", () => {
  const known = "SELECT id, category_id FROM product FINAL";
  expect(segmentsToSql(query("category"))).toEqual({
    sql: `WITH (SELECT groupArray(ranked) FROM (SELECT known.category_id AS ranked FROM (SELECT product_id AS key, ${sums} FROM revenue_by_month_product WHERE month >= {from0:Date} AND month < {to0:Date} GROUP BY key) AS taken LEFT JOIN (${known}) AS known ON known.id = taken.key ${highest})) AS listed, (SELECT (groupArray(id), groupArray(indexOf(listed, category_id))) FROM (${known}) WHERE has(listed, category_id) OR has(listed, 0)) AS known ${split} FROM (SELECT ${month} AS bucket, transform(product_id, known.1, known.2, indexOf(listed, 0)) AS place, ${sums} FROM revenue_by_month_product WHERE month >= {from1:Date} AND month < {to1:Date} ${perSegment}`,
    params,
  });
});
