CREATE TABLE IF NOT EXISTS sale_fact
(
  epoch UInt16 COMMENT 'First part of the position in the ledger: counts restores of the ledger database.' CODEC(Delta, ZSTD(1)),
  xid UInt64 COMMENT 'Second part of the position: the ledger transaction that wrote the row.' CODEC(Delta, ZSTD(1)),
  id UInt64 COMMENT 'Third part of the position: the id of the sale, refund or void.' CODEC(Delta, ZSTD(1)),
  kind Enum8('WATERMARK' = 0, 'SALE' = 1, 'REFUND' = 2, 'VOID' = 3) COMMENT 'What was recorded. A WATERMARK ends each batch of the mirror and holds the position of its last row; its amounts are zero.',
  product_id UInt64 COMMENT 'The product; 0 on watermarks.' CODEC(ZSTD(1)),
  channel LowCardinality(String) COMMENT 'Where it was sold; empty on watermarks.' CODEC(ZSTD(1)),
  quantity Int32 COMMENT 'Pieces sold; negative when given back or voided.' CODEC(ZSTD(1)),
  unit_price Decimal(38, 4) COMMENT 'Price of one piece.' CODEC(ZSTD(1)),
  amount Decimal(18, 4) COMMENT 'What was taken; negative when given back or voided.' CODEC(ZSTD(1)),
  sale_date DateTime64(3, 'UTC') COMMENT 'When it was sold, or given back; 1970-01-01 on watermarks.' CODEC(Delta, ZSTD(1)),
  refund_of UInt64 COMMENT 'The sale that is given back or voided; 0 when none is named.' CODEC(ZSTD(1)),
  expires_at DateTime64(3, 'UTC') EPHEMERAL COMMENT 'Written with the watermark: the server refuses a batch that arrives after this instant; 0 for never.',
  late UInt8 DEFAULT throwIf(toUnixTimestamp64Milli(expires_at) > 0 AND expires_at < now64(3), 'the batch arrived after it had expired') COMMENT 'Always 0: nothing that came late was let in.'
)
ENGINE = MergeTree
ORDER BY (sale_date, product_id)
SETTINGS fsync_after_insert = 1, index_granularity = 1024
COMMENT 'The sales ledger as the mirror copied it: one signed row for each sale, refund and void, and one watermark for each batch. Ask the view sales instead.'
