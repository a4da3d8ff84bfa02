CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_product_slot TO revenue_by_product_slot AS
SELECT
  product_id,
  toStartOfFifteenMinutes(toDateTime(sale_date, 'UTC')) AS slot,
  channel,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY product_id, slot, channel, kind
