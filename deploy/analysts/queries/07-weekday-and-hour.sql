SELECT
    toDayOfWeek(time, 0, 'Europe/Berlin') AS weekday,
    toHour(time, 'Europe/Berlin') AS hour,
    sum(revenue) AS net,
    sum(sales) AS count_of_sales
FROM quarter_hour_revenue
GROUP BY weekday, hour
ORDER BY weekday, hour
