-- One role a service, each the owner of exactly its schema. Run as a superuser in the database `backroom`,
-- as often as you like: it brings any state to this one. The passwords are session settings:
--   PGOPTIONS="-c backroom.catalog_password=… -c backroom.inventory_password=… -c backroom.sales_password=…"
DO $$
DECLARE
  service text;
  role text;
  password text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('backroom roles'));
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;

  FOREACH service IN ARRAY ARRAY['catalog', 'inventory', 'sales'] LOOP
    role := 'backroom_' || service;
    password := current_setting('backroom.' || service || '_password', true);
    IF coalesce(password, '') = '' THEN
      RAISE EXCEPTION 'backroom.%_password is not set', service;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I', role);
    END IF;
    EXECUTE format(
      'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD %L',
      role, password);
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), role);
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', service, role);
    EXECUTE format('ALTER SCHEMA %I OWNER TO %I', service, role);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', service);
    EXECUTE format('ALTER ROLE %I SET search_path = %I', role, service);
    -- A forgotten transaction holds back the mirror, which reads only what is older than every open one.
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', role, '30s');
  END LOOP;
END
$$;
