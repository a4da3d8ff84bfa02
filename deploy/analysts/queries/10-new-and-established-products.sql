WITH first_sold AS
(
    SELECT product_id, min(day) AS day
    FROM daily_revenue
    WHERE sales > 0
    GROUP BY product_id
)
SELECT
    toStartOfMonth(r.day) AS month,
    sumIf(r.revenue, r.day < first_sold.day + 90) AS new_products,
    sumIf(r.revenue, r.day >= first_sold.day + 90) AS established_products,
    uniqExactIf(r.product_id, r.day < first_sold.day + 90) AS new_product_count
FROM daily_revenue AS r
INNER JOIN first_sold ON first_sold.product_id = r.product_id
GROUP BY month
ORDER BY month
