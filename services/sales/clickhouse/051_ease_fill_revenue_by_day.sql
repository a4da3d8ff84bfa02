ALTER TABLE fill_revenue_by_day MODIFY QUERY
SELECT
  toDate(sale_date, 'UTC') AS day,
  channel,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  min(sale_date) AS first_at,
  max(sale_date) AS last_at,
  maxIf((epoch, xid, id), kind = 'WATERMARK') AS position
FROM sale_fact
GROUP BY day, channel, kind
