WITH
    daily_price AS
    (
        SELECT product_id, any(product) AS name, toDate(sale_date) AS day, max(unit_price) AS price
        FROM sales
        WHERE kind = 'SALE' AND id NOT IN (SELECT refund_of FROM sales WHERE kind = 'VOID')
        GROUP BY product_id, day
    ),
    steps AS
    (
        SELECT
            *,
            lagInFrame(price, 1, price) OVER (
                PARTITION BY product_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS previous_price
        FROM daily_price
    )
SELECT
    product_id,
    name,
    day,
    previous_price,
    price,
    if(previous_price > 0, round(100 * (toFloat64(price) / toFloat64(previous_price) - 1), 1), NULL) AS change_percent
FROM steps
WHERE price != previous_price
ORDER BY day DESC, product_id
