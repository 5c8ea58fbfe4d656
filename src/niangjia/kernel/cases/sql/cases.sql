-- Opening a case: the row, the author in a table of its own, the first event. One call.
-- A worker can only be the author; a cadre may enter for somebody; an import has no author.
CREATE OR REPLACE FUNCTION api.open_case(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    v_post text := current_setting('app.post', true);
    v_author uuid := NULLIF(p->>'author_id', '')::uuid;
    v_number text;
    v_try integer := 0;
BEGIN
    IF v_post = 'worker' THEN
        v_author := v_me;
    ELSIF v_post NOT IN ('officer', 'chair', 'system') THEN
        RAISE EXCEPTION 'this post opens no case' USING ERRCODE = '42501';
    END IF;
    LOOP
        v_number := (p->'numbers')->>v_try;
        INSERT INTO cases_case (id, service, kind, number, org_root, org_id, org_path, firm_id,
            firm_name, title, text, board, topics, stars, visibility, shown_name, origin, source_id,
            source_at, entered_by, counted, state, outcome, firm_state, handler_id, handler_name,
            verdict_stars, rounds, created_at, moved_at, due_at, closed_at, search)
        VALUES ((p->>'id')::uuid, p->>'service', p->>'kind', v_number, p->>'org_root',
            (p->>'org_id')::uuid, p->>'org_path', NULLIF(p->>'firm_id', '')::uuid, p->>'firm_name',
            p->>'title', p->>'text', p->>'board', p->'topics', (p->>'stars')::smallint,
            p->>'visibility', p->>'shown_name', p->>'origin', p->>'source_id',
            (p->>'source_at')::timestamptz,
            CASE WHEN v_post IN ('officer', 'chair') THEN v_me END,
            (p->>'counted')::boolean, 'received', '', '', NULL, '', NULL, 0,
            (p->>'at')::timestamptz, (p->>'at')::timestamptz, (p->>'due_at')::timestamptz, NULL,
            array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(p->'lexemes'))))
        ON CONFLICT (org_root, number) DO NOTHING;
        EXIT WHEN FOUND;
        v_try := v_try + 1;
        IF v_try >= jsonb_array_length(p->'numbers') THEN
            RAISE EXCEPTION 'no free case number' USING ERRCODE = '23505';
        END IF;
    END LOOP;
    IF v_author IS NOT NULL THEN
        INSERT INTO cases_author (case_id, person_id, org_root, org_path)
        VALUES ((p->>'id')::uuid, v_author, p->>'org_root', p->>'org_path');
    END IF;
    INSERT INTO cases_event (id, case_id, org_root, at, verb, state, audience, speaker, about, by_id, text,
        org_id, due_at, outcome)
    VALUES ((p->>'event_id')::uuid, (p->>'id')::uuid, p->>'org_root', (p->>'at')::timestamptz,
        'open', 'received', 'all', p->>'speaker', '',
        -- An author leaves no id where others read: the firm reads events too.
        CASE WHEN v_post <> 'worker' THEN v_me END, '', (p->>'org_id')::uuid,
        (p->>'due_at')::timestamptz, '');
    RETURN v_number;
END
$$;

-- The badges of a desk, counted no further than a limit. Runs as its caller, behind the wall; it
-- is a function because every page of a desk asks, and here the session keeps the plan.
DROP FUNCTION IF EXISTS api.count_cases(text, uuid, text, text, text[], text[], timestamptz, integer);
CREATE FUNCTION api.count_cases(p_root text, p_org uuid, p_path text, p_service text,
    p_owed text[], p_late text[], p_soon timestamptz, p_limit integer,
    OUT todo bigint, OUT late bigint, OUT talks bigint, OUT files bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT count(*) INTO todo FROM (
        SELECT 1 FROM public.cases_case c
        WHERE c.org_root = p_root AND c.org_id = p_org AND c.service = p_service
          AND c.closed_at IS NULL AND c.state = ANY (p_owed)
        LIMIT p_limit) a;
    SELECT count(*) INTO late FROM (
        SELECT 1 FROM public.cases_case c
        WHERE c.org_root = p_root AND c.org_path >= p_path AND c.org_path < p_path || '~'
          AND c.service = p_service AND c.closed_at IS NULL AND c.due_at < p_soon
          AND c.state = ANY (p_late)
        LIMIT p_limit) b;
    SELECT count(*) INTO talks FROM (
        SELECT 1 FROM public.cases_handover h JOIN public.cases_case c ON c.id = h.case_id
        WHERE h.turn_id = p_org AND h.state IN ('offered', 'declined', 'disputed')
          AND c.passing <> '' AND c.service = p_service
        LIMIT p_limit) d;
    SELECT count(*) INTO files FROM (
        SELECT 1 FROM public.cases_attachment a JOIN public.cases_case c ON c.id = a.case_id
        WHERE a.state = 'waiting' AND c.org_root = p_root AND c.org_id = p_org
          AND c.service = p_service AND c.closed_at IS NULL
        LIMIT p_limit) e;
END
$$;

-- Search returns ids only, newest first, already within the caller's own part of the tree. Planned
-- for the words asked: a word every case holds is found by walking the newest, a seldom one by index.
CREATE OR REPLACE FUNCTION api.find_cases(p_query text, p_limit integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    IF current_setting('role') <> 'nj_staff' OR NOT sec.ok('nj_staff') THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.id FROM cases_case c
        WHERE c.search @@ p_query::tsquery
          AND c.org_root = NULLIF(current_setting('app.root', true), '')
          AND c.org_path >= NULLIF(current_setting('app.path', true), '') COLLATE "C"
          AND c.org_path < (current_setting('app.path', true) || '~') COLLATE "C"
        ORDER BY c.moved_at DESC, c.id DESC LIMIT least(p_limit, 500);
END
$$;

-- Seat the firm a case is about, or wake its seat. Only a union in whose part of the tree the case
-- lies opens it to the firm, and never against the author's wish.
CREATE OR REPLACE FUNCTION api.seat_firm(p_case uuid, p_seat uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.is_union() THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO cases_seat AS s (id, case_id, org_root, org_path, org_id, org_name, capacity, since,
                                 state, due_at)
    SELECT p_seat, c.id, c.org_root, c.org_path, c.firm_id, c.firm_name, 'firm', p_at, 'waiting',
           c.due_at
    FROM cases_case c WHERE c.id = p_case AND c.firm_id IS NOT NULL AND c.visibility <> 'upper'
        AND c.org_root = current_setting('app.root', true)
        AND c.org_path >= current_setting('app.path', true) COLLATE "C"
        AND c.org_path < (current_setting('app.path', true) || '~') COLLATE "C"
    ON CONFLICT (case_id, org_id, capacity) WHERE until IS NULL
        DO UPDATE SET state = 'waiting', due_at = EXCLUDED.due_at;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this case is not the caller''s to open' USING ERRCODE = '42501';
    END IF;
END
$$;

-- The case of a number, for a legal hold: its id and place, no word of it. The administrator reads
-- no cases, so this is asked through a door, and only by those who may hold.
CREATE OR REPLACE FUNCTION api.case_to_hold(p_number text)
RETURNS TABLE (id uuid, org_root text, org_path text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := current_setting('role');
    v_path text := NULLIF(current_setting('app.path', true), '');
    v_root text := NULLIF(current_setting('app.root', true), '');
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_admin') OR NOT sec.ok(v_role)
       OR current_setting('app.post', true) NOT IN ('officer', 'chair', 'admin')
       OR (v_role = 'nj_staff' AND v_path <> v_root) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.id, c.org_root::text, c.org_path::text FROM cases_case c
        WHERE c.number = p_number
          AND c.org_path >= v_path COLLATE "C" AND c.org_path < (v_path || '~') COLLATE "C"
          AND (v_role = 'nj_admin' OR c.org_root = v_root)
        LIMIT 2;
END
$$;

-- The author takes a case to the union above. Where the author was pressed, nobody who sat at the
-- table before does any longer, and the firm is never asked again; else the union below may watch.
CREATE OR REPLACE FUNCTION api.lift_case(p_case uuid, p_seat uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_case cases_case;
    v_org people_org;
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT c.* INTO STRICT v_case FROM cases_case c
        JOIN cases_author a ON a.case_id = c.id
        WHERE c.id = p_case AND a.person_id = sec.me();
    SELECT * INTO STRICT v_org FROM people_org o
        WHERE o.kind = 'union' AND o.root = v_case.org_root AND o.path <> v_case.org_path
        AND starts_with(v_case.org_path, o.path)
        ORDER BY length(o.path) DESC LIMIT 1;
    UPDATE cases_seat SET org_path = v_org.path WHERE case_id = p_case;
    UPDATE cases_seat SET until = p_at WHERE case_id = p_case AND until IS NULL
        AND (v_case.pressed OR org_id = v_org.id OR state = 'offered');
    UPDATE cases_handover SET org_path = v_org.path WHERE case_id = p_case;
    DELETE FROM cases_merge WHERE case_id = p_case;
    IF NOT v_case.pressed AND v_case.visibility <> 'upper' THEN
        INSERT INTO cases_seat (id, case_id, org_root, org_path, org_id, org_name, capacity, since,
                                state)
        SELECT p_seat, p_case, v_case.org_root, v_org.path, o.id, o.name, 'union', p_at, 'watching'
        FROM people_org o WHERE o.id = v_case.org_id
        ON CONFLICT DO NOTHING;
    END IF;
    IF v_case.pressed OR v_case.visibility = 'upper' THEN
        PERFORM sec.part_from_matter(p_case);
    END IF;
    UPDATE cases_author SET org_path = v_org.path WHERE case_id = p_case;
    UPDATE cases_case SET org_id = v_org.id, org_path = v_org.path, handler_id = NULL,
        handler_name = '', firm_state = '', passing = '',
        visibility = CASE WHEN v_case.pressed THEN 'upper' ELSE visibility END
        WHERE id = p_case;
END
$$;

-- Hang files on a case: only those the caller brought in this capacity, and only on a case that is
-- the author's own, in the union's hands, or seated with the firm. The side follows from the post.
-- What the author wants away from the firm never waits to be let through. What whoever entered a
-- case for somebody brings before anything was said on it is the author's: the uploads change hands.
CREATE OR REPLACE FUNCTION api.hang_files(p_case uuid, p_uploads uuid[], p_at timestamptz,
    p_due timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := current_setting('role');
    v_org uuid := NULLIF(current_setting('app.org', true), '')::uuid;
    v_post text := current_setting('app.post', true);
    v_side text := CASE WHEN v_post = 'worker' THEN 'author'
                        WHEN v_post IN ('officer', 'chair') THEN 'union'
                        WHEN v_post = 'responder' THEN 'firm' END;
    v_entered boolean := false;
    v_case cases_case;
    v_state text;
    v_count integer;
BEGIN
    IF v_side IS NULL OR NOT sec.ok(v_role) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    IF v_side = 'union' AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = p_case
        AND c.entered_by = sec.me() AND c.files = 0 AND NOT EXISTS (SELECT 1 FROM cases_event e
            WHERE e.case_id = c.id AND e.verb <> 'open')) THEN
        v_entered := true;
        v_side := 'author';
    END IF;
    SELECT * INTO v_case FROM cases_case c WHERE c.id = p_case AND CASE v_side
        WHEN 'author' THEN v_entered OR EXISTS (SELECT 1 FROM cases_author a
            WHERE a.case_id = c.id AND a.person_id = sec.me())
        WHEN 'union' THEN c.org_id = v_org
            AND c.org_root = NULLIF(current_setting('app.root', true), '')
        ELSE EXISTS (SELECT 1 FROM cases_seat s WHERE s.case_id = c.id AND s.org_id = v_org
            AND s.capacity = 'firm' AND s.until IS NULL)
        END;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this case is not the caller''s' USING ERRCODE = '42501';
    END IF;
    v_state := CASE WHEN v_side = 'union' OR v_case.visibility = 'upper' OR v_case.firm_id IS NULL
                    THEN 'kept' ELSE 'waiting' END;
    INSERT INTO cases_attachment (id, case_id, org_root, side, kind, media, size, thumb_size,
        seconds, width, height, salt, at, state, moved_at, due_at, reason, decided_name)
    SELECT u.id, v_case.id, v_case.org_root, v_side, u.kind, u.media, u.size, u.thumb_size,
           u.seconds, u.width, u.height, u.salt, u.at, v_state, p_at,
           CASE v_state WHEN 'waiting' THEN p_due END, '', ''
    FROM files_upload u
    WHERE u.id = ANY (p_uploads) AND u.person_id = sec.me()
      AND u.org_id IS NOT DISTINCT FROM CASE WHEN v_post <> 'worker' THEN v_org END
    ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    UPDATE cases_case SET files = files + v_count WHERE id = p_case AND v_count > 0;
    UPDATE files_upload u SET loose_since = NULL,
        person_id = CASE WHEN v_entered THEN coalesce(
            (SELECT a.person_id FROM cases_author a WHERE a.case_id = p_case),
            '00000000-0000-0000-0000-000000000000') ELSE u.person_id END,
        org_id = CASE WHEN v_entered THEN NULL ELSE u.org_id END
    WHERE u.id = ANY (p_uploads) AND u.person_id = sec.me()
      AND EXISTS (SELECT 1 FROM cases_attachment a WHERE a.id = u.id AND a.case_id = p_case);
    RETURN v_count;
END
$$;

-- A copy of a picture with parts of it covered, made at the union that answers. It is of the same
-- side and waits to be let go in the picture's stead; the upload goes to whoever brought that.
CREATE OR REPLACE FUNCTION api.hang_copy(p_of uuid, p_upload uuid, p_marks jsonb, p_at timestamptz,
    p_due timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_org uuid := NULLIF(current_setting('app.org', true), '')::uuid;
    v_of cases_attachment;
BEGIN
    IF NOT sec.is_union() OR current_setting('app.post', true) NOT IN ('officer', 'chair') THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT a.* INTO v_of FROM cases_attachment a JOIN cases_case c ON c.id = a.case_id
        WHERE a.id = p_of AND a.state = 'covered' AND a.kind = 'photo' AND a.side <> 'union'
        AND a.of_id IS NULL AND c.org_id = v_org AND c.visibility <> 'upper'
        AND c.org_root = NULLIF(current_setting('app.root', true), '');
    INSERT INTO cases_attachment (id, case_id, org_root, side, kind, media, size, thumb_size,
        seconds, width, height, salt, at, state, moved_at, due_at, reason, decided_name, of_id, marks)
    SELECT u.id, v_of.case_id, v_of.org_root, v_of.side, u.kind, u.media, u.size, u.thumb_size,
           u.seconds, u.width, u.height, u.salt, v_of.at, 'waiting', p_at, p_due, '', '', v_of.id,
           p_marks
    FROM files_upload u
    WHERE v_of.id IS NOT NULL AND u.id = p_upload AND u.person_id = sec.me() AND u.org_id = v_org
        AND u.kind = 'photo';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this picture is not the caller''s to cover' USING ERRCODE = '42501';
    END IF;
    UPDATE files_upload u SET loose_since = NULL, person_id = o.person_id, org_id = o.org_id
        FROM files_upload o WHERE u.id = p_upload AND o.id = p_of;
END
$$;

-- Take such a copy away again, as long as nobody else sees it.
CREATE OR REPLACE FUNCTION api.drop_copy(p_of uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.is_union() OR current_setting('app.post', true) NOT IN ('officer', 'chair') THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    DELETE FROM cases_attachment a USING cases_case c
        WHERE a.of_id = p_of AND a.state <> 'released' AND c.id = a.case_id
        AND c.org_id = NULLIF(current_setting('app.org', true), '')::uuid
        AND c.org_root = NULLIF(current_setting('app.root', true), '');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this copy is not the caller''s to take away' USING ERRCODE = '42501';
    END IF;
END
$$;
