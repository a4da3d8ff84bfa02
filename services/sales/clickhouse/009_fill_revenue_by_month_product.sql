CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_month_product TO revenue_by_month_product AS
SELECT
  toStartOfMonth(toDate(sale_date, 'UTC')) AS month,
  channel,
  product_id,
  sumIf(amount, kind IN ('SALE', 'VOID')) AS gross,
  sumIf(amount, kind = 'REFUND') AS refunds,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(transform(kind, ['SALE', 'VOID'], [1, -1], 0))) AS sales,
  min(sale_date) AS first_at,
  max(sale_date) AS last_at,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY month, channel, product_id
