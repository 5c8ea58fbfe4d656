-- Search in the directory, and moving a part of the tree.

-- Ids only, already within the caller's own part of the tree; the page reads the rows behind the
-- wall and checks the words again. Planned for the words asked, common or seldom.
CREATE OR REPLACE FUNCTION api.find_people(p_query text, p_limit integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_role text := current_setting('role');
    v_path text := NULLIF(current_setting('app.path', true), '');
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_admin') OR NOT sec.ok(v_role) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT p.id FROM people_person p
        WHERE p.search @@ p_query::tsquery
          AND p.home_path >= v_path COLLATE "C" AND p.home_path < (v_path || '~') COLLATE "C"
          AND (v_role = 'nj_admin' OR p.home_root = current_setting('app.root', true))
        ORDER BY p.name, p.id LIMIT least(p_limit, 500);
END
$$;

CREATE OR REPLACE FUNCTION api.find_orgs(p_query text, p_limit integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_role text := current_setting('role');
    v_path text := NULLIF(current_setting('app.path', true), '');
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_admin') OR NOT sec.ok(v_role) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT o.id FROM people_org o
        WHERE o.search @@ p_query::tsquery
          AND o.path >= v_path COLLATE "C" AND o.path < (v_path || '~') COLLATE "C"
        ORDER BY o.path LIMIT least(p_limit, 500);
END
$$;

-- Hang a subtree elsewhere: every path in it begins differently from now on. Tables follow by their
-- columns (org_root, org_path): a room takes part by letting nj_door update it. The log does not
-- follow: what was done, was done there.
CREATE OR REPLACE FUNCTION api.move_org(p_org uuid, p_parent uuid, p_path text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := current_setting('role');
    v_top text := NULLIF(current_setting('app.path', true), '');
    v_old text;
    v_root text;
    v_under text;
    v_cut integer;
    t text;
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_admin') OR NOT sec.ok(v_role) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    PERFORM 1 FROM people_org o WHERE o.id IN (p_org, p_parent) ORDER BY o.id FOR UPDATE;
    SELECT o.path, o.root INTO v_old, v_root FROM people_org o WHERE o.id = p_org;
    SELECT o.path INTO v_under FROM people_org o WHERE o.id = p_parent AND o.root = v_root;
    IF v_under IS NULL OR v_old = v_root OR v_old = v_top
       OR NOT starts_with(v_old, v_top) OR NOT starts_with(v_under, v_top)
       OR starts_with(v_under, v_old) OR p_path !~ '^[0-9a-z.]+[.]$'
       OR NOT starts_with(p_path, v_under) OR p_path = v_under THEN
        RAISE EXCEPTION 'not a move inside the caller''s part of one root' USING ERRCODE = '42501';
    END IF;
    v_cut := length(v_old) + 1;
    UPDATE people_org SET parent_id = p_parent WHERE id = p_org;
    UPDATE people_org o SET path = p_path || substr(o.path, v_cut)
    WHERE o.path >= v_old COLLATE "C" AND o.path < (v_old || '~') COLLATE "C";
    UPDATE people_orgsettings s SET org_path = p_path || substr(s.org_path, v_cut)
    WHERE s.org_path >= v_old COLLATE "C" AND s.org_path < (v_old || '~') COLLATE "C";
    UPDATE people_person p SET home_path = p_path || substr(p.home_path, v_cut)
    WHERE p.home_root = v_root
      AND p.home_path >= v_old COLLATE "C" AND p.home_path < (v_old || '~') COLLATE "C";
    FOR t IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND c.relname <> 'acts_audit' AND has_table_privilege(c.oid, 'UPDATE')
          AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid
               AND a.attname IN ('org_root', 'org_path') AND NOT a.attisdropped) = 2
        ORDER BY c.relname
    LOOP
        EXECUTE format('UPDATE %I SET org_path = $1 || substr(org_path, $2) WHERE org_root = $3 '
            'AND org_path >= $4 COLLATE "C" AND org_path < ($4 || ''~'') COLLATE "C"', t)
        USING p_path, v_cut, v_root, v_old;
    END LOOP;
    RETURN v_old;
END
$$;

-- A union takes in somebody who registered without one. Nobody else's member can be taken this way.
CREATE OR REPLACE FUNCTION api.take_in(p_index text, p_org uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := current_setting('role');
    v_id uuid;
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_admin') OR NOT sec.ok(v_role) OR p_index = ''
       OR NOT api.hit('door:take_in:' || sec.me()::text, 300, 3600) THEN
        RAISE EXCEPTION 'not now' USING ERRCODE = '42501';
    END IF;
    UPDATE people_person p SET home_org_id = o.id, home_path = o.path, home_root = o.root
    FROM people_org o
    WHERE p.phone_index = p_index AND p.home_path = '' AND p.state = 'active' AND o.id = p_org
      AND starts_with(o.path, NULLIF(current_setting('app.path', true), ''))
    RETURNING p.id INTO v_id;
    RETURN v_id;
END
$$;

-- Whether somebody of the caller's part logs in: then the number is theirs to change, not ours.
CREATE OR REPLACE FUNCTION api.has_login(p_person uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := current_setting('role');
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_admin') OR NOT sec.ok(v_role) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN EXISTS (
        SELECT 1 FROM people_account a JOIN people_person p ON p.id = a.person_id
        WHERE p.id = p_person AND a.is_active
          AND starts_with(p.home_path, NULLIF(current_setting('app.path', true), '')));
END
$$;
