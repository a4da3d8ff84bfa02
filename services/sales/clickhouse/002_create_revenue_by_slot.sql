CREATE TABLE IF NOT EXISTS revenue_by_slot
(
  slot DateTime('UTC') COMMENT 'The quarter of an hour, UTC; 1970-01-01 on watermarks.' CODEC(Delta, ZSTD(1)),
  channel LowCardinality(String) COMMENT 'Where it was sold; empty on watermarks.' CODEC(ZSTD(1)),
  gross SimpleAggregateFunction(sum, Decimal(38, 4)) COMMENT 'What was taken: sales less voids.' CODEC(ZSTD(1)),
  refunds SimpleAggregateFunction(sum, Decimal(38, 4)) COMMENT 'What was given back, 0 or less.' CODEC(ZSTD(1)),
  units SimpleAggregateFunction(sum, Int64) COMMENT 'Pieces sold less pieces given back.' CODEC(ZSTD(1)),
  sales SimpleAggregateFunction(sum, Int64) COMMENT 'Number of sales less number of voids.' CODEC(ZSTD(1)),
  position SimpleAggregateFunction(max, Tuple(UInt16, UInt64, UInt64)) COMMENT 'On watermarks the position in the ledger up to which this table is complete: epoch, xid, id.' CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
ORDER BY (slot, channel)
SETTINGS fsync_after_insert = 1
COMMENT 'Revenue of each quarter of an hour and channel. Sum it: a key may have several rows.'
