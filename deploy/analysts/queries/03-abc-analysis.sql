WITH
    (SELECT max(day) FROM daily_revenue) AS last_day,
    by_product AS
    (
        SELECT product_id, any(product) AS name, sum(revenue) AS net
        FROM daily_revenue
        WHERE day > last_day - 365
        GROUP BY product_id
        HAVING net > 0
    )
SELECT
    product_id,
    name,
    net,
    round(100 * toFloat64(net) / sum(toFloat64(net)) OVER (), 1) AS share_percent,
    sum(net) OVER (ORDER BY net DESC, product_id ROWS UNBOUNDED PRECEDING) AS cumulative,
    multiIf(
        cumulative - net < 0.8 * sum(net) OVER (), 'A',
        cumulative - net < 0.95 * sum(net) OVER (), 'B',
        'C') AS class
FROM by_product
ORDER BY net DESC, product_id
