ALTER TABLE fill_revenue_by_slot MODIFY QUERY
SELECT
  toStartOfFifteenMinutes(toDateTime(sale_date, 'UTC')) AS slot,
  channel,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  maxIf((epoch, xid, id), kind = 'WATERMARK') AS position
FROM sale_fact
GROUP BY slot, channel, kind
