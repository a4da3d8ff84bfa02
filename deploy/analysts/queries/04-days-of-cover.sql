WITH
    (SELECT max(day) FROM daily_revenue) AS last_day,
    sold AS
    (
        SELECT product_id, sum(units) AS units
        FROM daily_revenue
        WHERE day > last_day - 28
        GROUP BY product_id
    )
SELECT
    stock.product_id AS product_id,
    any(stock.product) AS name,
    sum(stock.quantity) AS on_hand,
    any(sold.units) AS sold_in_28_days,
    if(sold_in_28_days > 0, round(28 * on_hand / sold_in_28_days, 1), NULL) AS days_of_cover
FROM stock
LEFT JOIN sold ON sold.product_id = stock.product_id
GROUP BY stock.product_id
ORDER BY days_of_cover NULLS LAST, product_id
