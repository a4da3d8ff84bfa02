WITH
    (SELECT max(day) FROM daily_revenue) AS last_day,
    last_sold AS
    (
        SELECT product_id, max(day) AS day
        FROM daily_revenue
        WHERE sales > 0
        GROUP BY product_id
    )
SELECT
    stock.product_id AS product_id,
    any(stock.product) AS name,
    sum(stock.quantity) AS on_hand,
    sum(stock.quantity) * any(products.price) AS value_at_price,
    nullIf(any(last_sold.day), toDate(0)) AS last_sold_on
FROM stock
INNER JOIN products ON products.product_id = stock.product_id
LEFT JOIN last_sold ON last_sold.product_id = stock.product_id
WHERE last_sold.day <= last_day - 90
GROUP BY stock.product_id
HAVING on_hand > 0
ORDER BY value_at_price DESC, product_id
