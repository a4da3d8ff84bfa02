CREATE VIEW IF NOT EXISTS quarter_hour_revenue
(
  time DateTime('UTC') COMMENT 'When the quarter of an hour begins. toDate(time, ''Europe/Berlin'') is the day in that zone, toHour(time, ''Europe/Berlin'') the hour.',
  channel String COMMENT 'Where it was sold.',
  revenue Decimal(38, 4) COMMENT 'Net: gross + refunds.',
  gross Decimal(38, 4) COMMENT 'What was taken: sales less voids.',
  refunds Decimal(38, 4) COMMENT 'What was given back, 0 or less.',
  units Int64 COMMENT 'Pieces sold less pieces given back.',
  sales Int64 COMMENT 'Number of sales less number of voids.'
)
COMMENT 'Revenue of each quarter of an hour and channel: exact for days and hours of every time zone, as all of them begin at a quarter of an hour. For zones beside products ask sales.'
AS SELECT
  slot AS time,
  toString(by_slot.channel) AS channel,
  sum(amount) AS revenue,
  sumIf(amount, kind != 'REFUND') AS gross,
  sumIf(amount, kind = 'REFUND') AS refunds,
  sum(by_slot.units) AS units,
  sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') AS sales
FROM revenue_by_slot AS by_slot
WHERE kind != 'WATERMARK'
GROUP BY slot, by_slot.channel
