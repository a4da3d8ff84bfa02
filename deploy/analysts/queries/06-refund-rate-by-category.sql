SELECT
    category,
    sum(gross) AS taken,
    -sum(refunds) AS given_back,
    if(taken > 0, round(100 * toFloat64(given_back) / toFloat64(taken), 2), NULL) AS refund_percent
FROM daily_revenue
GROUP BY category
ORDER BY refund_percent DESC NULLS LAST, category
