SELECT
    toStartOfMonth(day) AS month,
    channel,
    sum(revenue) AS net,
    sum(units) AS pieces,
    round(sum(revenue) / nullIf(sum(sales), 0), 2) AS average_sale
FROM daily_revenue
GROUP BY month, channel
ORDER BY month, channel
