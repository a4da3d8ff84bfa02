WITH (SELECT max(day) FROM daily_revenue) AS last_day
SELECT
    product_id,
    any(product) AS name,
    sum(revenue) AS revenue,
    round(100 * toFloat64(sum(revenue)) / sum(toFloat64(sum(revenue))) OVER (), 1) AS share_percent,
    sum(sum(revenue)) OVER (ORDER BY sum(revenue) DESC, product_id ROWS UNBOUNDED PRECEDING) AS cumulative,
    multiIf(
        cumulative - revenue < 0.8 * sum(sum(revenue)) OVER (), 'A',
        cumulative - revenue < 0.95 * sum(sum(revenue)) OVER (), 'B',
        'C') AS class
FROM daily_revenue
WHERE day > last_day - 365
GROUP BY product_id
HAVING sum(revenue) > 0
ORDER BY revenue DESC, product_id
