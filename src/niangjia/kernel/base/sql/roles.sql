-- Cluster-wide roles. Run once by a superuser; safe to run again.
-- Logins carry no rights of their own (NOINHERIT): a transaction must enter a role, or it can do nothing.
DO $$
DECLARE
    r text;
BEGIN
    FOREACH r IN ARRAY ARRAY[
        'nj_owner', 'nj_door', 'nj_keeper',
        'nj_entry', 'nj_worker', 'nj_staff', 'nj_firm', 'nj_admin', 'nj_system'
    ] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', r);
        END IF;
    END LOOP;
    FOREACH r IN ARRAY ARRAY['nj_app', 'nj_jobs'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', r);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'nj_migrate') THEN
        CREATE ROLE nj_migrate LOGIN;
    END IF;
END
$$;

-- The owner of tables, the owner of doors (SECURITY DEFINER functions), the hand that moves data.
GRANT nj_owner, nj_door, nj_keeper TO nj_migrate;
-- Web: people and firms. Never the system role: a web process cannot become a job.
GRANT nj_entry, nj_worker, nj_staff, nj_firm, nj_admin TO nj_app;
-- Jobs and the command line: named service actors.
GRANT nj_entry, nj_system TO nj_jobs;
