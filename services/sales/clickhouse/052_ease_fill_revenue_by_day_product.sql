ALTER TABLE fill_revenue_by_day_product MODIFY QUERY
SELECT
  toDate(sale_date, 'UTC') AS day,
  channel,
  product_id,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  maxIf((epoch, xid, id), kind = 'WATERMARK') AS position
FROM sale_fact
GROUP BY day, channel, product_id, kind
