WITH by_day AS
(
    SELECT toDate(time, 'Europe/Berlin') AS day, sum(revenue) AS revenue
    FROM quarter_hour_revenue
    GROUP BY day
)
SELECT
    day,
    revenue,
    sum(revenue) OVER last_week / 7 AS average_of_7_days,
    sum(revenue) OVER year_before / 7 AS a_year_before,
    if(a_year_before > 0, round(100 * (toFloat64(average_of_7_days) / toFloat64(a_year_before) - 1), 1), NULL) AS change_percent
FROM by_day
WINDOW
    last_week AS (ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW),
    year_before AS (ORDER BY day RANGE BETWEEN 370 PRECEDING AND 364 PRECEDING)
ORDER BY day DESC
LIMIT 90
