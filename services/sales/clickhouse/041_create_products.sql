CREATE VIEW IF NOT EXISTS products
(
  product_id UInt64 COMMENT 'The product.',
  sku String COMMENT 'The shop''s own code; empty when it has none.',
  product String COMMENT 'The present name.',
  category_id UInt64 COMMENT 'The present category.',
  category String COMMENT 'The present name of that category.',
  price Decimal(38, 4) COMMENT 'The present price of one piece. What was charged before is unit_price in sales.',
  archived Bool COMMENT 'Whether it is no longer sold.'
)
COMMENT 'Every product as the catalogue has it now, archived ones too. Complete up to a second or so.'
AS SELECT
  p.id AS product_id,
  p.sku AS sku,
  p.name AS product,
  p.category_id AS category_id,
  c.name AS category,
  p.price AS price,
  p.archived AS archived
FROM product AS p FINAL
LEFT JOIN category AS c FINAL ON c.id = p.category_id
