SELECT channel, argMax(day, (revenue, -toInt32(day))) AS best_day, max(revenue) AS revenue
FROM
(
    SELECT toDate(time, 'Europe/Berlin') AS day, channel, sum(revenue) AS revenue
    FROM quarter_hour_revenue
    GROUP BY day, channel
)
GROUP BY channel
ORDER BY revenue DESC, channel
