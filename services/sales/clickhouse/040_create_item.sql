CREATE TABLE IF NOT EXISTS item
(
  id UUID COMMENT 'The stock item.',
  product_id UInt64 COMMENT 'The product.',
  channel LowCardinality(String) COMMENT 'Where it is sold.' CODEC(ZSTD(1)),
  quantity Int64 COMMENT 'Pieces on the shelf; negative when more was sold than was there.',
  reorder_level Int64 COMMENT 'At this quantity or below the item is low.',
  created_at DateTime64(3, 'UTC') COMMENT 'When it was made.',
  updated_at DateTime64(3, 'UTC') COMMENT 'When it was last changed.',
  origin Int64 COMMENT 'The inventory''s database cluster that the change was read from.',
  xid UInt64 COMMENT 'The transaction that wrote the change: the state with the highest is in force.'
)
ENGINE = ReplacingMergeTree(xid)
ORDER BY (product_id, id)
SETTINGS fsync_after_insert = 1
COMMENT 'The inventory''s items as the mirror copied them. Ask the view stock instead, or read it with FINAL.'
