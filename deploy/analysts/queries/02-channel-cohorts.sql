WITH first_sold AS
(
    SELECT
        product_id,
        min(day) AS first_day,
        argMin(channel, (day, channel)) AS first_channel
    FROM daily_revenue
    WHERE sales > 0
    GROUP BY product_id
)
SELECT
    toStartOfMonth(first_sold.first_day) AS cohort,
    first_sold.first_channel AS first_channel,
    dateDiff('month', toStartOfMonth(first_sold.first_day), toStartOfMonth(r.day)) AS months_later,
    uniqExact(r.product_id) AS products,
    sum(r.revenue) AS net,
    sumIf(r.revenue, r.channel != first_sold.first_channel) AS on_other_channels
FROM daily_revenue AS r
INNER JOIN first_sold ON first_sold.product_id = r.product_id
GROUP BY cohort, first_channel, months_later
ORDER BY cohort, first_channel, months_later
