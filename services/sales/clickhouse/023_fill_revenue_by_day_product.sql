CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_day_product TO revenue_by_day_product AS
SELECT
  toDate(sale_date, 'UTC') AS day,
  channel,
  product_id,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY day, channel, product_id, kind
