import type { StoreDays } from "../store-days/store-days.ts";
import { hasEntries, partToSql, totalSums } from "./part-to-sql.ts";
import { planParts } from "./plan.ts";
import type { Dimension, SegmentsQuery } from "./query.ts";
import { bucketOf, type Sql, toBucketSeconds } from "./to-sql.ts";

/**
 * Writes the statement that answers a row `bucket, place, name, gross, refunds, units, sales` for each
 * bucket and segment in which anything was recorded. The keys with the highest net revenue of the whole
 * window have the places from 1 on; all others together have the place 0 and no name. They are found
 * first, from the coarsest tables; then one pass sums each bucket by place, so that the segments sum to
 * the bucket whatever arrives meanwhile.
 */
export function segmentsToSql(query: SegmentsQuery, storeDays?: StoreDays): Sql {
  const { startMs, endMs, dimension, filter, bucketStartsMs, limit, maxRows } = query;
  const params: Record<string, unknown> = {
    buckets: bucketStartsMs.map(toBucketSeconds),
    limit,
    max_rows: maxRows,
  };
  const request = { startMs, endMs, dimension, filter, storeDays };
  const key = dimension === "channel" ? "channel" : "product_id";
  const whole = planParts({ ...request, edgesMs: [] }).map((part, i) =>
    partToSql(part, i, () => ({ key }), filter, params),
  );
  const split = planParts({ ...request, edgesMs: bucketStartsMs.slice(1) }).map((part, i) =>
    partToSql(
      part,
      whole.length + i,
      (seconds) => ({ bucket: bucketOf(seconds), place: places[dimension] }),
      filter,
      params,
    ),
  );
  const ranked = `SELECT ${rankedKeys[dimension]} FROM (${whole.join(" UNION ALL ")}) AS taken ${joins[dimension]}GROUP BY ranked HAVING ${hasEntries} ORDER BY sum(gross) + sum(refunds) DESC, ranked LIMIT {limit:UInt32}`;
  const listed = `(SELECT groupArray(ranked) FROM (${ranked})) AS listed`;
  const name = "if(place = 0, '', toString(listed[place])) AS name";
  const sql = `WITH ${[listed, ...lookups[dimension]].join(", ")} SELECT bucket, place, ${name}, ${totalSums} FROM (${split.join(" UNION ALL ")}) GROUP BY bucket, place HAVING ${hasEntries} LIMIT {max_rows:UInt32}`;
  return { sql, params };
}

const products = "SELECT id, category_id FROM product FINAL";

/** The key that is ranked, given what was taken by product or channel. */
const rankedKeys: Record<Dimension, string> = {
  channel: "taken.key AS ranked",
  product: "taken.key AS ranked",
  category: "known.category_id AS ranked",
};

const joins: Record<Dimension, string> = {
  channel: "",
  product: "",
  category: `LEFT JOIN (${products}) AS known ON known.id = taken.key `,
};

/** What the place of a row is looked up in, beside the listed keys. */
const lookups: Record<Dimension, readonly string[]> = {
  channel: [],
  product: [],
  category: [
    // Products that are in none of the listed ones need not be known, unless not to be known is one.
    `(SELECT (groupArray(id), groupArray(indexOf(listed, category_id))) FROM (${products}) WHERE has(listed, category_id) OR has(listed, 0)) AS known`,
  ],
};

/** The place of the segment that a row belongs to. */
const places: Record<Dimension, string> = {
  channel: "transform(channel, listed, arrayEnumerate(listed), 0)",
  product: "transform(product_id, listed, arrayEnumerate(listed), 0)",
  // A product that the mirror does not know yet is in category 0, as in a breakdown.
  category: "transform(product_id, known.1, known.2, indexOf(listed, 0))",
};
