DROP TABLE IF EXISTS
  fill_revenue_by_slot,
  fill_revenue_by_day,
  fill_revenue_by_day_product,
  fill_revenue_by_month_product,
  fill_revenue_by_product_slot,
  revenue_by_slot,
  revenue_by_day,
  revenue_by_day_product,
  revenue_by_month_product,
  revenue_by_product_slot,
  sale_fact
