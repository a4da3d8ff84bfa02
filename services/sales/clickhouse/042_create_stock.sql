CREATE VIEW IF NOT EXISTS stock
(
  product_id UInt64 COMMENT 'The product.',
  sku String COMMENT 'The product''s own code; empty when it has none.',
  product String COMMENT 'The product''s present name.',
  category String COMMENT 'The present name of the product''s present category.',
  channel String COMMENT 'Where it is sold; what is sold on a channel without an item of its own is taken from channel default.',
  quantity Int64 COMMENT 'Pieces on the shelf; negative when more was sold than was there.',
  reorder_level Int64 COMMENT 'At this quantity or below it is low.',
  is_low Bool COMMENT 'Whether quantity is at reorder_level or below.',
  updated_at DateTime64(3, 'UTC') COMMENT 'When quantity or reorder_level was last changed.'
)
COMMENT 'What lies on the shelf: one row for each product and channel whose stock is kept. It follows the inventory within about two seconds, and stays as it was while the inventory is away; a sale is in the view sales a moment before its pieces are gone here.'
AS SELECT
  i.product_id AS product_id,
  known.sku AS sku,
  known.name AS product,
  known.category AS category,
  toString(i.channel) AS channel,
  i.quantity AS quantity,
  i.reorder_level AS reorder_level,
  toBool(i.quantity <= i.reorder_level) AS is_low,
  i.updated_at AS updated_at
FROM item AS i FINAL
LEFT JOIN
(
  SELECT p.id AS id, p.sku AS sku, p.name AS name, c.name AS category
  FROM product AS p FINAL
  LEFT JOIN category AS c FINAL ON c.id = p.category_id
) AS known ON known.id = i.product_id
