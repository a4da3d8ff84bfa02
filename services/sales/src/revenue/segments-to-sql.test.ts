import { expect, test } from "vitest";
import type { Dimension, RevenueFilter, SegmentsQuery } from "./query.ts";
import { segmentsToSql } from "./segments-to-sql.ts";

const everything: RevenueFilter = { productIds: [], categoryIds: [], channels: [], kinds: [] };

function query(dimension: Dimension, filter = everything): SegmentsQuery {
  const bucketStartsMs = [0, 1].map((month) => Date.UTC(2024, month));
  const window = { startMs: Date.UTC(2024, 0), endMs: Date.UTC(2024, 2) };
  return { ...window, bucketStartsMs, dimension, filter, limit: 3, maxRows: 100 };
}

const sums =
  "sumIf(amount, kind != 'REFUND') AS gross, sumIf(amount, kind = 'REFUND') AS refunds, sum(units) AS units, sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') AS sales, sum(entries) AS entry_count";
