-- The role of analysts on a ClickHouse server of your own. Run it once as a user who may make roles,
-- in the database of the mirror, after Backroom has made its views:
--   clickhouse-client --database backroom --queries-file deploy/clickhouse/analyst.sql
-- Then make a user for each person: CREATE USER anna IDENTIFIED BY '…' DEFAULT ROLE analyst SETTINGS PROFILE 'analyst';

CREATE ROLE IF NOT EXISTS analyst;

-- Limits, and how far a query may move them. With readonly = 1 nothing that is not named here can be
-- set. Reading files or other machines needs grants that this role has not, whatever is set.
CREATE SETTINGS PROFILE IF NOT EXISTS analyst SETTINGS
  readonly = 1 CONST,
  max_execution_time = 60 MIN 1 MAX 120 CHANGEABLE_IN_READONLY,
  max_memory_usage = 2000000000 MIN 1 MAX 2000000000 CHANGEABLE_IN_READONLY,
  max_result_rows = 1048576 MIN 1 MAX 1048576 CHANGEABLE_IN_READONLY,
  max_result_bytes = 1000000000 MIN 1 MAX 1000000000 CHANGEABLE_IN_READONLY,
  max_rows_to_read = 10000000000 MIN 1 MAX 10000000000 CHANGEABLE_IN_READONLY,
  max_threads = 2 MIN 1 MAX 2 CHANGEABLE_IN_READONLY,
  max_concurrent_queries_for_user = 4 CONST,
  max_bytes_before_external_group_by = 1000000000 CONST,
  max_bytes_before_external_sort = 1000000000 CONST,
  -- What drivers set: Metabase a zone and how results end, Grafana a row limit.
  result_overflow_mode = 'throw' CHANGEABLE_IN_READONLY,
  session_timezone = '' CHANGEABLE_IN_READONLY,
  select_sequential_consistency = 0 CHANGEABLE_IN_READONLY,
  limit = 0 CHANGEABLE_IN_READONLY
  TO analyst;

-- A view asks with the rights of its reader unless it names a definer, so the tables behind the views
-- are granted too; tables of the mirror's own keeping are not.
GRANT SELECT ON sales TO analyst;
GRANT SELECT ON daily_revenue TO analyst;
GRANT SELECT ON quarter_hour_revenue TO analyst;
GRANT SELECT ON products TO analyst;
GRANT SELECT ON stock TO analyst;
GRANT SELECT ON sale_fact TO analyst;
GRANT SELECT ON revenue_by_slot TO analyst;
GRANT SELECT ON revenue_by_day_product TO analyst;
GRANT SELECT ON product TO analyst;
GRANT SELECT ON category TO analyst;
GRANT SELECT ON item TO analyst;
