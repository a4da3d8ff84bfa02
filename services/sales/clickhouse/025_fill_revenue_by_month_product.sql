CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_month_product TO revenue_by_month_product AS
SELECT
  toStartOfMonth(toDate(sale_date, 'UTC')) AS month,
  channel,
  product_id,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  min(sale_date) AS first_at,
  max(sale_date) AS last_at,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY month, channel, product_id, kind
