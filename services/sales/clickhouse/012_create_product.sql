CREATE TABLE IF NOT EXISTS product
(
  id UInt64 COMMENT 'The product.',
  sku String COMMENT 'The shop''s own code; empty when it has none.',
  name String COMMENT 'The present name.',
  category_id UInt64 COMMENT 'The present category.',
  price Decimal(38, 4) COMMENT 'The present price of one piece.',
  archived Bool COMMENT 'Whether it is no longer sold.',
  epoch UInt16 COMMENT 'First part of the position of the change.',
  xid UInt64 COMMENT 'Second part of the position: the transaction that wrote the change.',
  version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(epoch), 48), xid) COMMENT 'The change with the highest version is in force.'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS fsync_after_insert = 1
COMMENT 'The catalogue''s products as the sales service knows them. Read it with FINAL.'
