-- What log-in needs of people it may not read: ids only, and never faster than a human crowd.

-- Spend several limits at once, or none: the seconds to wait, 0 when spent. A limit of one is a gap
-- since the last time; others are counted in fixed windows. The caller keeps the order of keys.
CREATE OR REPLACE FUNCTION api.spend(p_limits jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    l record;
    v_now bigint := floor(extract(epoch FROM clock_timestamp()));
    v_wait integer := 0;
BEGIN
    FOR l IN SELECT x->>'key' AS key, (x->>'most')::integer AS most,
                    (x->>'seconds')::integer AS seconds
             FROM jsonb_array_elements(p_limits) WITH ORDINALITY AS t(x, n) ORDER BY n LOOP
        IF l.most = 1 THEN
            INSERT INTO base_rate AS r (key, seconds, period, hits)
            VALUES (l.key, l.seconds, v_now, 1)
            ON CONFLICT (key, seconds) DO UPDATE SET period = EXCLUDED.period
            WHERE r.period + r.seconds <= EXCLUDED.period;
            IF NOT FOUND THEN
                SELECT r.period + r.seconds - v_now INTO v_wait
                FROM base_rate r WHERE r.key = l.key AND r.seconds = l.seconds;
            END IF;
        ELSIF NOT api.hit(l.key, l.most, l.seconds) THEN
            v_wait := l.seconds - v_now % l.seconds;
        END IF;
        IF v_wait > 0 THEN
            RAISE EXCEPTION 'over the limit' USING ERRCODE = 'NJ429';
        END IF;
    END LOOP;
    RETURN 0;
EXCEPTION WHEN SQLSTATE 'NJ429' THEN
    RETURN greatest(v_wait, 1);
END
$$;

-- Whoever proved to hold the number need not wait for the next code.
CREATE OR REPLACE FUNCTION api.forgive(p_key text, p_seconds integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE base_rate SET period = 0 WHERE key = p_key AND seconds = p_seconds;
$$;

-- Whose number is it? The account's own number first, then the number in the records.
CREATE OR REPLACE FUNCTION api.person_of_phone(p_index text,
    OUT person_id uuid, OUT account_id uuid, OUT active boolean, OUT has_post boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_today date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    IF NOT api.hit('door:person_of_phone', 1200, 60) THEN
        RAISE EXCEPTION 'too many numbers were looked up' USING ERRCODE = 'NJ429';
    END IF;
    IF p_index = '' THEN
        RETURN;
    END IF;
    SELECT a.person_id INTO person_id FROM people_account a WHERE a.phone_index = p_index;
    IF person_id IS NULL THEN
        SELECT p.id INTO person_id FROM people_person p WHERE p.phone_index = p_index;
    END IF;
    SELECT a.id, p.state = 'active' AND coalesce(a.is_active, true)
    INTO account_id, active
    FROM people_person p LEFT JOIN people_account a ON a.person_id = p.id
    WHERE p.id = person_of_phone.person_id;
    has_post := EXISTS (
        SELECT 1 FROM people_appointment t WHERE t.person_id = person_of_phone.person_id
        AND t.since <= v_today AND (t.until IS NULL OR t.until >= v_today));
END
$$;

-- Somebody proved to hold the number in the records.
CREATE OR REPLACE FUNCTION api.phone_proved(p_person uuid, p_index text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE people_person SET identity = 1
    WHERE id = p_person AND phone_index = p_index AND p_index <> '' AND identity = 0;
$$;

-- Somebody nobody knew registers with a number of their own; no union, so nobody else sees the row.
CREATE OR REPLACE FUNCTION api.register(p jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT api.hit('door:register', 2000, 3600) THEN
        RAISE EXCEPTION 'too many people registered' USING ERRCODE = 'NJ429';
    END IF;
    INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number, id_index,
        identity, home_path, home_root, state, created_at, search)
    VALUES ((p->>'id')::uuid, p->>'name', p->>'phone', p->>'phone_index', p->>'phone_last4', '', '',
        1, '', '', 'active', now(),
        array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(p->'lexemes'))));
END
$$;

-- The acting person's log-in moves to another number.
CREATE OR REPLACE FUNCTION api.move_phone(p_account uuid, p_phone text, p_index text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE people_account SET phone = p_phone, phone_index = p_index, phone_verified = true
    WHERE id = p_account AND person_id = sec.me();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not the account of the acting person' USING ERRCODE = '42501';
    END IF;
END
$$;

-- Nobody logs in as the acting person any more, here or by a program.
CREATE OR REPLACE FUNCTION api.close_account() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
BEGIN
    IF v_me IS NULL OR current_setting('role') <> 'nj_worker' THEN
        RAISE EXCEPTION 'only a worker closes an account' USING ERRCODE = '42501';
    END IF;
    DELETE FROM people_session WHERE person_id = v_me;
    DELETE FROM mfa_authenticator
        WHERE user_id IN (SELECT id FROM people_account WHERE person_id = v_me);
    UPDATE people_token SET revoked_at = now() WHERE person_id = v_me AND revoked_at IS NULL;
    UPDATE people_account SET is_active = false, phone = '', phone_index = '', phone_verified = false
    WHERE person_id = v_me;
END
$$;

-- A lost phone: every session of the acting person ends but the one that asks, by its cookie.
CREATE OR REPLACE FUNCTION api.leave_elsewhere(p_here text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM people_session
    WHERE person_id = sec.me()
      AND session_key <> encode(sha256(convert_to(p_here, 'UTF8')), 'hex');
$$;

-- What stands against making one record of two; empty when nothing does.
CREATE OR REPLACE FUNCTION sec.against_merge(p_from uuid, p_into uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_path text := NULLIF(current_setting('app.path', true), '');
    v_admin boolean := current_setting('role') = 'nj_admin';
    v_both uuid[] := ARRAY[p_from, p_into];
    v_me uuid := sec.me();
BEGIN
    IF p_from = p_into OR v_me = ANY (v_both) THEN
        RETURN 'same';
    ELSIF (SELECT count(*) FROM people_person p WHERE p.id = ANY (v_both) AND p.state = 'active'
           AND starts_with(p.home_path, v_path)
           AND (v_admin OR p.home_root = current_setting('app.root', true))) <> 2 THEN
        RETURN 'absent';
    ELSIF EXISTS (SELECT 1 FROM people_appointment a WHERE a.person_id = ANY (v_both)
                  AND NOT starts_with(a.org_path, v_path)) THEN
        RETURN 'outside';
    ELSIF (SELECT count(DISTINCT p.id_index) FROM people_person p
           WHERE p.id = ANY (v_both) AND p.id_index <> '') = 2 THEN
        RETURN 'two_documents';
    ELSIF (SELECT count(*) FROM people_account a WHERE a.person_id = ANY (v_both)
           AND a.is_active) = 2 THEN
        RETURN 'two_accounts';
    ELSIF (SELECT count(*) FROM people_membership m WHERE m.person_id = ANY (v_both)
           AND m.until IS NULL) = 2 THEN
        RETURN 'two_memberships';
    ELSIF EXISTS (SELECT 1 FROM people_appointment a JOIN people_appointment b
                  ON a.org_id = b.org_id AND a.post = b.post
                  WHERE a.person_id = p_from AND b.person_id = p_into
                  AND a.until IS NULL AND b.until IS NULL) THEN
        RETURN 'same_post';
    END IF;
    RETURN '';
END
$$;

-- Row by row, where a table holds one row a person and both had theirs: the record that stays keeps
-- its own, and the other's goes.
CREATE OR REPLACE FUNCTION sec.merge_rows(p_table name, p_column name, p_from uuid, p_into uuid)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_row tid;
BEGIN
    FOR v_row IN EXECUTE format('SELECT ctid FROM %I WHERE %I = $1', p_table, p_column) USING p_from
    LOOP
        BEGIN
            EXECUTE format('UPDATE %I SET %I = $1 WHERE ctid = $2', p_table, p_column)
            USING p_into, v_row;
        EXCEPTION WHEN unique_violation THEN
            EXECUTE format('DELETE FROM %I WHERE ctid = $1', p_table) USING v_row;
        END;
    END LOOP;
END
$$;

-- Everything that names the one record names the other from now on. Tables follow by their column:
-- a room takes part by letting nj_door update it.
CREATE OR REPLACE FUNCTION api.merge_people(p_from uuid, p_into uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_against text;
    t record;
BEGIN
    IF current_setting('role') NOT IN ('nj_staff', 'nj_admin')
       OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    PERFORM 1 FROM people_person p WHERE p.id IN (p_from, p_into) ORDER BY p.id FOR UPDATE;
    v_against := sec.against_merge(p_from, p_into);
    IF v_against <> '' THEN
        RETURN v_against;
    END IF;
    DELETE FROM people_session WHERE person_id IN (p_from, p_into);
    UPDATE people_account SET person_id = p_into WHERE person_id = p_from AND is_active
        AND NOT EXISTS (SELECT 1 FROM people_account a WHERE a.person_id = p_into);
    FOR t IN
        SELECT c.relname AS table_name, a.attname AS column_name
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND a.attname IN ('person_id', 'subject_id') AND NOT a.attisdropped
          AND c.relname NOT IN ('acts_audit', 'acts_once', 'people_account', 'people_session')
          AND has_table_privilege(c.oid, 'UPDATE')
    LOOP
        BEGIN
            EXECUTE format('UPDATE %I SET %I = $1 WHERE %I = $2', t.table_name, t.column_name,
                           t.column_name) USING p_into, p_from;
        EXCEPTION WHEN unique_violation THEN
            PERFORM sec.merge_rows(t.table_name, t.column_name, p_from, p_into);
        END;
    END LOOP;
    RETURN '';
END
$$;
