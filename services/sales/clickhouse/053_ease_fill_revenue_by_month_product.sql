ALTER TABLE fill_revenue_by_month_product MODIFY QUERY
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
  maxIf((epoch, xid, id), kind = 'WATERMARK') AS position
FROM sale_fact
GROUP BY month, channel, product_id, kind
