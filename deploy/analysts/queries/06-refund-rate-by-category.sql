SELECT
    category,
    sum(gross) AS gross,
    -sum(refunds) AS given_back,
    if(sum(gross) > 0, round(100 * toFloat64(-sum(refunds)) / toFloat64(sum(gross)), 2), NULL) AS refund_percent
FROM daily_revenue
GROUP BY category
ORDER BY refund_percent DESC NULLS LAST, category
