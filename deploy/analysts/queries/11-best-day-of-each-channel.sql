SELECT channel, argMax(day, (net, -toInt32(day))) AS best_day, max(net) AS taken
FROM
(
    SELECT toDate(time, 'Europe/Berlin') AS day, channel, sum(revenue) AS net
    FROM quarter_hour_revenue
    GROUP BY day, channel
)
GROUP BY channel
ORDER BY taken DESC, channel
