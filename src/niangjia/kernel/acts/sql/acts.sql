-- The gate at BEGIN, the finish at COMMIT, and the cluster's epoch.

CREATE TABLE IF NOT EXISTS sec.epoch (single boolean PRIMARY KEY DEFAULT true CHECK (single), n integer NOT NULL);
INSERT INTO sec.epoch (n) VALUES (1) ON CONFLICT DO NOTHING;
GRANT SELECT ON sec.epoch TO nj_system;

-- After a restore transaction numbers start low again: a new life of the cluster begins.
CREATE OR REPLACE FUNCTION sec.new_life() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sec.epoch e SET n = n + 1
    WHERE EXISTS (SELECT 1 FROM acts_audit a
                  WHERE a.epoch = e.n AND a.tx > pg_current_xact_id()::text::bigint)
       OR EXISTS (SELECT 1 FROM acts_seal s
                  WHERE s.epoch = e.n AND s.until_tx > pg_current_xact_id()::text::bigint);
END
$$;

CREATE OR REPLACE FUNCTION sec.me() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN NULLIF(current_setting('app.me', true), '')::uuid;
END
$$;

-- First use of a key waits for its twin and then returns the twin's answer.
CREATE OR REPLACE FUNCTION api.once_begin(p_key text, p_hash text,
    OUT once text, OUT status integer, OUT body text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    v_row acts_once;
BEGIN
    INSERT INTO acts_once (person_id, key, hash, at) VALUES (v_me, p_key, p_hash, now())
    ON CONFLICT (person_id, key) DO NOTHING;
    IF FOUND THEN
        once := 'new';
        RETURN;
    END IF;
    SELECT * INTO v_row FROM acts_once WHERE person_id = v_me AND key = p_key;
    IF v_row.hash <> p_hash THEN
        once := 'mismatch';
    ELSE
        once := 'replay';
        status := v_row.status;
        body := v_row.body;
    END IF;
END
$$;

-- Who is asking is answered by sec.enter from a proof; then the role is entered.
-- Two functions, because DEFINER code cannot set `role`.
CREATE OR REPLACE FUNCTION api.gate(p_kind text, p_proof text, p_purpose text, p_key text, p_hash text,
    OUT person_id uuid, OUT person_name text, OUT post text, OUT org_id uuid, OUT org_path text,
    OUT org_root text, OUT org_name text, OUT appointment_id uuid, OUT permits text[],
    OUT once text, OUT reply_status integer, OUT reply_body text, OUT ends timestamptz)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    e sec.entry;
    o record;
BEGIN
    e := sec.enter(p_kind, p_proof, p_purpose);
    PERFORM set_config('app.path', coalesce(e.org_path, ''), true),
        set_config('app.root', coalesce(e.org_root, ''), true),
        set_config('app.me', coalesce(e.person_id::text, ''), true),
        set_config('app.org', coalesce(e.org_id::text, ''), true),
        set_config('app.post', e.post, true),
        set_config('app.purpose', p_purpose, true),
        set_config('app.exp', e.exp::text, true),
        set_config('app.mac', e.mac, true),
        set_config('role', e.role, true);
    person_id := e.person_id; person_name := e.person_name; post := e.post; org_id := e.org_id;
    org_path := e.org_path; org_root := e.org_root; org_name := e.org_name;
    appointment_id := e.appointment_id; permits := e.permits; ends := e.ends; once := 'none';
    IF p_key IS NOT NULL AND e.person_id IS NOT NULL THEN
        SELECT * INTO o FROM api.once_begin(p_key, p_hash);
        once := o.once; reply_status := o.status; reply_body := o.body;
    END IF;
END
$$;

-- Audit, looks, jobs and the stored reply, set-based. Who acted comes from the signed context,
-- never from the caller.
CREATE OR REPLACE FUNCTION api.finish(p_audits jsonb, p_looks jsonb, p_jobs jsonb,
    p_key text, p_status integer, p_body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    v_path text := current_setting('app.path', true);
    v_root text := current_setting('app.root', true);
BEGIN
    IF jsonb_array_length(p_audits) > 0 THEN
        INSERT INTO acts_audit (id, at, epoch, tx, person_id, post, org_root, org_path, purpose,
                                action, object_kind, object_id, facts)
        SELECT (a->>'id')::uuid, now(), (SELECT n FROM sec.epoch),
               pg_current_xact_id()::text::bigint, v_me, current_setting('app.post', true),
               v_root, coalesce(NULLIF(a->>'org_path', ''), v_path),
               current_setting('app.purpose', true), a->>'action', a->>'object_kind',
               (a->>'object_id')::uuid, coalesce(a->'facts', '[]')
        FROM jsonb_array_elements(p_audits) a;
    END IF;
    IF jsonb_array_length(p_looks) > 0 THEN
        INSERT INTO acts_look (id, at, subject_id, viewer_id, viewer, org, what, object_id)
        SELECT (l->>'id')::uuid, now(), (l->>'subject_id')::uuid, v_me, l->>'viewer', l->>'org',
               l->>'what', (l->>'object_id')::uuid
        FROM jsonb_array_elements(p_looks) l;
    END IF;
    IF jsonb_array_length(p_jobs) > 0 THEN
        PERFORM procrastinate_defer_jobs_v1(array_agg(ROW(
            j->>'queue', j->>'task', 0, j->>'lock', NULL, j->'args', NULL
        )::procrastinate_job_to_defer_v1))
        FROM jsonb_array_elements(p_jobs) j;
    END IF;
    IF p_key IS NOT NULL THEN
        UPDATE acts_once SET status = p_status, body = p_body
        WHERE person_id = v_me AND key = p_key;
    END IF;
END
$$;
