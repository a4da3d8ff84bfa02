WITH
    (SELECT max(day) FROM daily_revenue) AS last_day,
    sold AS
    (
        SELECT
            product_id,
            if((product_id, channel) IN (SELECT product_id, channel FROM stock), channel, 'default') AS shelf,
            sum(units) AS units,
            sum(revenue) AS revenue
        FROM daily_revenue
        WHERE day > last_day - 28
        GROUP BY product_id, shelf
    )
SELECT
    stock.product_id AS product_id,
    stock.product AS name,
    stock.channel AS channel,
    stock.quantity AS quantity,
    stock.reorder_level AS reorder_level,
    sold.units AS sold_in_28_days,
    greatest(0, sold.units / 2 - greatest(stock.quantity, 0)) AS pieces_short_in_14_days,
    if(sold.units > 0, round(pieces_short_in_14_days * toFloat64(sold.revenue) / sold.units, 2), 0) AS revenue_at_risk
FROM stock
LEFT JOIN sold ON sold.product_id = stock.product_id AND sold.shelf = stock.channel
WHERE stock.is_low
ORDER BY revenue_at_risk DESC, product_id, channel
