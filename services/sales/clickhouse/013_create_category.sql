CREATE TABLE IF NOT EXISTS category
(
  id UInt64 COMMENT 'The category.',
  name String COMMENT 'The present name.',
  deleted Bool COMMENT 'Whether the catalogue has deleted it.',
  epoch UInt16 COMMENT 'First part of the position of the change.',
  xid UInt64 COMMENT 'Second part of the position: the transaction that wrote the change.',
  version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(epoch), 48), xid) COMMENT 'The change with the highest version is in force.'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS fsync_after_insert = 1
COMMENT 'The catalogue''s categories as the sales service knows them. Read it with FINAL.'
