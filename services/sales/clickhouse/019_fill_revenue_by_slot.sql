CREATE MATERIALIZED VIEW IF NOT EXISTS fill_revenue_by_slot TO revenue_by_slot AS
SELECT
  toStartOfFifteenMinutes(toDateTime(sale_date, 'UTC')) AS slot,
  channel,
  kind,
  sum(amount) AS amount,
  sum(toInt64(quantity)) AS units,
  sum(toInt64(kind != 'WATERMARK')) AS entries,
  max(if(kind = 'WATERMARK', (epoch, xid, id), (0, 0, 0))) AS position
FROM sale_fact
GROUP BY slot, channel, kind
