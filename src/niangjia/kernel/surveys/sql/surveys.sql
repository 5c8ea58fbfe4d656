-- Who is asked, what is said, and who is told. No role of people reads a row of these tables that
-- is not their own: counts leave here, rows do not.

-- Living people of a part of the tree, narrowed to some of its unions or employers; and those of a
-- list, wherever in the operating union they belong. A list without organisations stands alone.
CREATE OR REPLACE FUNCTION sec.survey_cohort(p_root text, p_path text, p_orgs uuid[], p_people uuid[])
RETURNS TABLE (person uuid, firm uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, p.employer_id FROM people_person p
    WHERE p.state = 'active' AND p.home_root = p_root AND (
        p.id = ANY (p_people)
        OR ((p_people IS NULL OR cardinality(p_orgs) > 0) AND p.home_path >= p_path AND p.home_path < p_path || '~'
            AND (cardinality(p_orgs) = 0 OR p.employer_id = ANY (p_orgs)
                 OR EXISTS (SELECT 1 FROM people_org o
                            WHERE o.id = ANY (p_orgs) AND o.kind = 'union'
                              AND p.home_path >= o.path AND p.home_path < o.path || '~'))));
$$;

-- Refuse whoever does not act in one of these roles. The keeper plants demo data.
CREATE OR REPLACE FUNCTION sec.survey_for(p_roles text[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('role') <> ALL (p_roles || 'nj_keeper'::text)
       OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION sec.survey_of_mine(p_survey uuid, p_states text[])
RETURNS surveys_survey
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s surveys_survey;
BEGIN
    PERFORM sec.survey_for(ARRAY['nj_staff']);
    SELECT * INTO s FROM surveys_survey
    WHERE id = p_survey AND state = ANY (p_states)
      AND org_id = NULLIF(current_setting('app.org', true), '')::uuid
      AND org_path = current_setting('app.path', true);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such survey' USING ERRCODE = '42501';
    END IF;
    RETURN s;
END
$$;

-- How many would be asked.
CREATE OR REPLACE FUNCTION api.survey_size(p_survey uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s surveys_survey := sec.survey_of_mine(p_survey, ARRAY['draft']);
BEGIN
    RETURN (SELECT count(*) FROM sec.survey_cohort(s.org_root, s.org_path, s.orgs, NULL));
END
$$;

-- Write down who is asked, all at once. Returns how many; -1 when this cohort and that of another
-- survey without names differ by fewer people than a number may stand for: the two results,
-- subtracted, would speak of those few.
CREATE OR REPLACE FUNCTION api.survey_ask(p_survey uuid, p_people uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s surveys_survey := sec.survey_of_mine(p_survey, ARRAY['draft']);
    v_asked integer;
BEGIN
    INSERT INTO surveys_asked (id, survey_id, org_root, person_id, firm_id, wave, answered)
    SELECT gen_random_uuid(), s.id, s.org_root, c.person, c.firm, 0, false
    FROM sec.survey_cohort(s.org_root, s.org_path, s.orgs, p_people) c
    ORDER BY random();
    GET DIAGNOSTICS v_asked = ROW_COUNT;
    IF s.kind = 'unnamed' AND EXISTS (
        SELECT 1 FROM surveys_survey o
        CROSS JOIN LATERAL (
            SELECT count(*) AS n FROM surveys_asked x WHERE x.survey_id = o.id) theirs
        CROSS JOIN LATERAL (
            SELECT count(*) AS n FROM surveys_asked x
            JOIN surveys_asked y ON y.survey_id = s.id AND y.person_id = x.person_id
            WHERE x.survey_id = o.id) both_of
        WHERE o.id <> s.id AND o.kind = 'unnamed' AND o.org_root = s.org_root
          AND o.state IN ('open', 'counting', 'closed')
          AND theirs.n + v_asked - 2 * both_of.n BETWEEN 1 AND s.least - 1) THEN
        DELETE FROM surveys_asked WHERE survey_id = s.id;
        RETURN -1;
    END IF;
    RETURN v_asked;
END
$$;

-- Tell the next chunk of those who were not told in this wave; a reminder passes over whoever
-- answered, and whoever reminds does not learn whom it reached. True while there may be more.
CREATE OR REPLACE FUNCTION api.survey_tell(p_survey uuid, p_most integer, p_everybody boolean,
    p_notice jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_wave smallint;
    v_people uuid[];
    v_told uuid[];
BEGIN
    PERFORM sec.survey_for(ARRAY['nj_system']);
    SELECT wave INTO v_wave FROM surveys_survey WHERE id = p_survey FOR UPDATE;
    WITH next AS (
        SELECT id FROM surveys_asked
        WHERE survey_id = p_survey AND wave < v_wave AND (p_everybody OR NOT answered)
        LIMIT p_most
    ), told AS (
        UPDATE surveys_asked a SET wave = v_wave FROM next WHERE a.id = next.id
        RETURNING a.person_id
    )
    SELECT array_agg(person_id ORDER BY random()) INTO v_people FROM told;
    WITH made AS (
        INSERT INTO notices_notice (id, person_id, service, title, text, link, weight, at)
        SELECT gen_random_uuid(), person, p_notice->>'service', p_notice->>'title',
               p_notice->>'text', p_notice->>'link', p_notice->>'weight',
               (p_notice->>'at')::timestamptz
        FROM unnest(v_people) person
        RETURNING id
    )
    SELECT array_agg(id) INTO v_told FROM made;
    PERFORM sec.deliver(v_told);
    RETURN coalesce(cardinality(v_people), 0) = p_most;
END
$$;

-- The one way an answer is written. With names: the row of the person, written over while open.
-- Without: a slip beside the mark "answered". One transaction must write both, so that neither is
-- without the other; then up to twenty earlier rows of both tables are rewritten in random order
-- with them, so that neither the writing transaction nor the order of rows says which belong
-- together. Returns what became of it: done, again (without names there is no second time), shut.
CREATE OR REPLACE FUNCTION api.survey_answer(p_survey uuid, p_said jsonb, p_at timestamptz)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    s surveys_survey;
    a surveys_asked;
    v_slip uuid := gen_random_uuid();
    v_row uuid;
BEGIN
    PERFORM sec.survey_for(ARRAY['nj_worker']);
    SELECT * INTO s FROM surveys_survey WHERE id = p_survey FOR SHARE;
    SELECT * INTO a FROM surveys_asked
    WHERE survey_id = p_survey AND person_id = v_me FOR UPDATE;
    IF a.id IS NULL THEN
        RAISE EXCEPTION 'not asked' USING ERRCODE = '42501';
    END IF;
    IF s.state <> 'open' OR p_at > s.due_at THEN
        RETURN 'shut';
    END IF;
    IF s.kind = 'named' THEN
        INSERT INTO surveys_answer (id, survey_id, org_root, org_path, org_id, person_id, firm_id,
                                    said, at)
        VALUES (gen_random_uuid(), s.id, s.org_root, s.org_path, s.org_id, v_me, a.firm_id,
                p_said, p_at)
        ON CONFLICT (survey_id, person_id) DO UPDATE SET said = p_said, at = p_at;
        UPDATE surveys_asked SET answered = true WHERE id = a.id;
        RETURN 'done';
    END IF;
    IF a.answered THEN
        RETURN 'again';
    END IF;
    INSERT INTO surveys_slip (id, survey_id, org_root, firm_id, said)
    VALUES (v_slip, s.id, s.org_root,
            CASE WHEN (SELECT count(*) FROM surveys_asked x
                       WHERE x.survey_id = s.id AND x.firm_id = a.firm_id) >= s.least
                 THEN a.firm_id END,
            p_said);
    UPDATE surveys_asked SET answered = true WHERE id = a.id;
    FOR v_row IN
        SELECT id FROM (
            SELECT v_slip AS id UNION ALL (
                SELECT x.id FROM (
                    SELECT id FROM surveys_slip WHERE survey_id = s.id AND id <> v_slip
                    ORDER BY random() LIMIT 20 FOR UPDATE SKIP LOCKED) x)) mixed
        ORDER BY random()
    LOOP
        UPDATE surveys_slip SET survey_id = survey_id WHERE id = v_row;
    END LOOP;
    FOR v_row IN
        SELECT id FROM (
            SELECT a.id AS id UNION ALL (
                SELECT x.id FROM (
                    SELECT id FROM surveys_asked
                    WHERE survey_id = s.id AND answered AND id <> a.id
                    ORDER BY random() LIMIT 20 FOR UPDATE SKIP LOCKED) x)) mixed
        ORDER BY random()
    LOOP
        UPDATE surveys_asked SET answered = answered WHERE id = v_row;
    END LOOP;
    RETURN 'done';
END
$$;

-- How many are asked and how many answered, of surveys in the asker's part of the tree.
CREATE OR REPLACE FUNCTION api.survey_counts(p_surveys uuid[])
RETURNS TABLE (survey uuid, asked bigint, answered bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM sec.survey_for(ARRAY['nj_staff', 'nj_system']);
    RETURN QUERY
    SELECT s.id, count(a.id), count(a.id) FILTER (WHERE a.answered)
    FROM surveys_survey s LEFT JOIN surveys_asked a ON a.survey_id = s.id
    WHERE s.id = ANY (p_surveys)
      AND (current_setting('role') = 'nj_system'
           OR (s.org_root = current_setting('app.root', true)
               AND starts_with(s.org_path, current_setting('app.path', true))))
    GROUP BY s.id;
END
$$;

-- Withdrawn: what was said is gone at once.
CREATE OR REPLACE FUNCTION api.survey_drop(p_survey uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s surveys_survey := sec.survey_of_mine(p_survey, ARRAY['withdrawn']);
BEGIN
    DELETE FROM surveys_slip WHERE survey_id = s.id;
    DELETE FROM surveys_answer WHERE survey_id = s.id;
END
$$;
