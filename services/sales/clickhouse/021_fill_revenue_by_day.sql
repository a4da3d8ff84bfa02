CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_day TO revenue_by_day AS
SELECT
  toDate(sale_date, 'UTC') AS day,
  channel,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  min(sale_date) AS first_at,
  max(sale_date) AS last_at,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY day, channel, kind
