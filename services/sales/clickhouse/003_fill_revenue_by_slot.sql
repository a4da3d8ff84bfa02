CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_slot TO revenue_by_slot AS
SELECT
  toStartOfFifteenMinutes(toDateTime(sale_date, 'UTC')) AS slot,
  channel,
  sumIf(amount, kind IN ('SALE', 'VOID')) AS gross,
  sumIf(amount, kind = 'REFUND') AS refunds,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(transform(kind, ['SALE', 'VOID'], [1, -1], 0))) AS sales,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY slot, channel
