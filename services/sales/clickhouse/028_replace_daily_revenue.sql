CREATE OR REPLACE VIEW daily_revenue
(
  day Date COMMENT 'The day, UTC.',
  channel String COMMENT 'Where it was sold.',
  product_id UInt64 COMMENT 'The product.',
  product String COMMENT 'The product''s present name.',
  category String COMMENT 'The present name of the product''s present category.',
  revenue Decimal(38, 4) COMMENT 'Net: gross + refunds.',
  gross Decimal(38, 4) COMMENT 'What was taken: sales less voids.',
  refunds Decimal(38, 4) COMMENT 'What was given back, 0 or less.',
  units Int64 COMMENT 'Pieces sold less pieces given back.',
  sales Int64 COMMENT 'Number of sales less number of voids.'
)
COMMENT 'Revenue of each UTC day, channel and product, with names.'
AS SELECT
  daily.day AS day,
  toString(daily.channel) AS channel,
  daily.product_id AS product_id,
  known.name AS product,
  known.category AS category,
  daily.gross + daily.refunds AS revenue,
  daily.gross AS gross,
  daily.refunds AS refunds,
  daily.units AS units,
  daily.sales AS sales
FROM
(
  SELECT
    day,
    channel,
    product_id,
    sumIf(amount, kind != 'REFUND') AS gross,
    sumIf(amount, kind = 'REFUND') AS refunds,
    sum(units) AS units,
    sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') AS sales
  FROM revenue_by_day_product
  WHERE product_id > 0
  GROUP BY day, channel, product_id
) AS daily
LEFT JOIN
(
  SELECT p.id AS id, p.name AS name, c.name AS category
  FROM product AS p FINAL
  LEFT JOIN category AS c FINAL ON c.id = p.category_id
) AS known ON known.id = daily.product_id
