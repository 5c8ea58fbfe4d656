-- From a proof to a signed entry. The only place where "who is this" is answered.
DO $$
BEGIN
    IF to_regtype('sec.entry') IS NULL THEN
        CREATE TYPE sec.entry AS (
            person_id uuid, person_name text, role text, post text, org_id uuid, org_path text,
            org_root text, org_name text, appointment_id uuid, permits text[], exp bigint, mac text,
            ends timestamptz
        );
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION sec.role_of(p_post text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE p_post
    WHEN 'worker' THEN 'nj_worker'
    WHEN 'responder' THEN 'nj_firm'
    WHEN 'admin' THEN 'nj_admin'
    WHEN 'system' THEN 'nj_system'
    WHEN 'nobody' THEN 'nj_entry'
    ELSE 'nj_staff'
END;

-- p_kind: session (proof = the cookie), token (the bearer token), system (name of a service actor;
-- only for a login that may enter nj_system), nobody. Tables hold digests: reading them proves nothing.
CREATE OR REPLACE FUNCTION sec.enter(p_kind text, p_proof text, p_purpose text) RETURNS sec.entry
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e sec.entry;
    v_person uuid;
    v_asked uuid;
    v_permits text[];
    v_held record;
    v_seconds integer := 300;
    v_digest text := encode(sha256(convert_to(p_proof, 'UTF8')), 'hex');
BEGIN
    e.post := 'nobody';
    IF p_kind = 'system' THEN
        IF NOT pg_has_role(session_user, 'nj_system', 'MEMBER') THEN
            RAISE EXCEPTION 'this login is no service actor' USING ERRCODE = '42501';
        END IF;
        e.post := 'system';
        e.person_name := p_proof;
        v_seconds := 7200;
    ELSIF p_kind = 'session' THEN
        SELECT s.person_id, s.appointment_id, s.expire_date INTO v_person, v_asked, e.ends
        FROM people_session s WHERE s.session_key = v_digest AND s.expire_date > now();
    ELSIF p_kind = 'token' THEN
        SELECT t.person_id, t.appointment_id, t.permits INTO v_person, v_asked, v_permits
        FROM people_token t
        WHERE t.digest = v_digest AND t.revoked_at IS NULL AND t.expires_at > now();
    END IF;
    IF v_person IS NOT NULL THEN
        SELECT p.id, p.name, p.home_org_id, p.home_path, p.home_root
        INTO e.person_id, e.person_name, e.org_id, e.org_path, e.org_root
        FROM people_person p WHERE p.id = v_person AND p.state = 'active';
        IF e.person_id IS NOT NULL THEN
            e.post := 'worker';
            e.permits := v_permits;
        END IF;
    END IF;
    IF e.person_id IS NOT NULL AND v_asked IS NOT NULL THEN
        SELECT a.id, a.post, o.id AS org_id, o.path, o.root, o.name INTO v_held
        FROM people_appointment a JOIN people_org o ON o.id = a.org_id
        WHERE a.id = v_asked AND a.person_id = e.person_id
          -- Policies checked the row's path when it was written: the organisation must be there.
          AND a.org_path = o.path AND a.org_root = o.root
          AND a.since <= (now() AT TIME ZONE 'Asia/Shanghai')::date
          AND (a.until IS NULL OR a.until >= (now() AT TIME ZONE 'Asia/Shanghai')::date);
        IF FOUND THEN
            e.appointment_id := v_held.id; e.post := v_held.post; e.org_id := v_held.org_id;
            e.org_path := v_held.path; e.org_root := v_held.root; e.org_name := v_held.name;
        ELSIF p_kind = 'token' THEN
            -- An ended appointment opens nothing, least of all the worker's own door by a token.
            e := NULL;
            e.post := 'nobody';
        END IF;
    END IF;
    IF e.post = 'worker' AND e.org_id IS NOT NULL THEN
        SELECT o.name INTO e.org_name FROM people_org o WHERE o.id = e.org_id;
    END IF;
    e.role := sec.role_of(e.post);
    e.exp := extract(epoch FROM clock_timestamp())::bigint + v_seconds;
    e.mac := sec.mac(concat_ws('|', e.role, coalesce(e.org_path, ''), coalesce(e.org_root, ''),
        coalesce(e.person_id::text, ''), coalesce(e.org_id::text, ''), e.post, p_purpose,
        e.exp::text));
    RETURN e;
END
$$;
