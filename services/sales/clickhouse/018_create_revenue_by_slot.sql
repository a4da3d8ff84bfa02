CREATE TABLE IF NOT EXISTS revenue_by_slot
(
  slot DateTime('UTC') COMMENT 'The quarter of an hour, UTC; 1970-01-01 on watermarks.' CODEC(Delta, ZSTD(1)),
  channel LowCardinality(String) COMMENT 'Where it was sold; empty on watermarks.' CODEC(ZSTD(1)),
  kind Enum8('WATERMARK' = 0, 'SALE' = 1, 'REFUND' = 2, 'VOID' = 3) COMMENT 'What was recorded; WATERMARK on watermarks.' CODEC(ZSTD(1)),
  amount SimpleAggregateFunction(sum, Decimal(38, 4)) COMMENT 'What was taken; negative when given back or voided.' CODEC(ZSTD(1)),
  units SimpleAggregateFunction(sum, Int64) COMMENT 'Pieces sold; negative when given back or voided.' CODEC(ZSTD(1)),
  entries SimpleAggregateFunction(sum, Int64) COMMENT 'Number of sales, refunds or voids; 0 on watermarks.' CODEC(ZSTD(1)),
  position SimpleAggregateFunction(max, Tuple(UInt16, UInt64, UInt64)) COMMENT 'On watermarks the position in the ledger up to which this table is complete: epoch, xid, id.' CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
ORDER BY (slot, channel, kind)
SETTINGS fsync_after_insert = 1, index_granularity = 1024
COMMENT 'Revenue of each quarter of an hour, channel and kind. Sum it: a key may have several rows.'
