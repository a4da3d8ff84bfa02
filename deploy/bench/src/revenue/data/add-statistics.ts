import { grains } from "../mix/question.ts";
import { postgres } from "../sql/dialect.ts";
import { connect } from "./connect-postgres.ts";
import { storeZone } from "./shop.ts";

/** The expressions that PostgreSQL groups by in the questions of the mix. */
const expressions = [
  ...grains.map((grain) => postgres.bucket(grain, storeZone)),
  ...["America/New_York", "Asia/Kathmandu"].map((zone) => postgres.bucket("day", zone)),
  postgres.weekday(storeZone),
  postgres.hour(storeZone),
];

/**
 * Lets PostgreSQL know how few groups those make, unless it does already: else it takes each sale
 * for a group of its own, and does not share the work between processors.
 */
export async function addStatistics(postgresUrl: string): Promise<void> {
  const client = await connect(postgresUrl);
  try {
    const { rows } = await client.query(
      "select count(*)::int as known from pg_stats_ext_exprs where statistics_name like 'bench_group_%'",
    );
    if (rows[0].known === expressions.length) return;
    for (const [index, expression] of expressions.entries()) {
      const name = `sales.bench_group_${index}`;
      await client.query(`drop statistics if exists ${name}`);
      await client.query(`create statistics ${name} on (${expression}) from sales.sale`);
    }
    await client.query("analyze sales.sale");
  } finally {
    await client.end();
  }
}
