SELECT
    toStartOfMonth(day) AS month,
    channel,
    sum(revenue) AS revenue,
    sum(units) AS units,
    round(sum(revenue) / sum(sales), 2) AS average_sale
FROM daily_revenue
GROUP BY month, channel
ORDER BY month, channel
