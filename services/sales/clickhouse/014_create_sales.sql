CREATE VIEW IF NOT EXISTS sales
(
  id UInt64 COMMENT 'The id of the sale, refund or void.',
  kind String COMMENT 'SALE, REFUND (given back; negative), or VOID (undoes a sale entered by mistake; negative).',
  sale_date DateTime64(3, 'UTC') COMMENT 'When it was sold, or given back.',
  channel String COMMENT 'Where it was sold.',
  product_id UInt64 COMMENT 'The product.',
  sku String COMMENT 'The product''s own code; empty when it has none.',
  product String COMMENT 'The product''s present name.',
  category_id UInt64 COMMENT 'The product''s present category.',
  category String COMMENT 'The present name of that category.',
  quantity Int32 COMMENT 'Pieces sold; negative when given back or voided.',
  unit_price Decimal(38, 4) COMMENT 'Price of one piece.',
  amount Decimal(18, 4) COMMENT 'What was taken; negative when given back or voided. Its sum is the net revenue.',
  refund_of UInt64 COMMENT 'The sale that is given back or voided; 0 when none is named.'
)
COMMENT 'Every sale, refund and void with the names of product and category. sum(amount) is the net revenue.'
AS SELECT
  fact.id AS id,
  toString(fact.kind) AS kind,
  fact.sale_date AS sale_date,
  toString(fact.channel) AS channel,
  fact.product_id AS product_id,
  known.sku AS sku,
  known.name AS product,
  known.category_id AS category_id,
  known.category AS category,
  fact.quantity AS quantity,
  fact.unit_price AS unit_price,
  fact.amount AS amount,
  fact.refund_of AS refund_of
FROM sale_fact AS fact
LEFT JOIN
(
  SELECT p.id AS id, p.sku AS sku, p.name AS name, p.category_id AS category_id, c.name AS category
  FROM product AS p FINAL
  LEFT JOIN category AS c FINAL ON c.id = p.category_id
) AS known ON known.id = fact.product_id
WHERE fact.kind != 'WATERMARK'
