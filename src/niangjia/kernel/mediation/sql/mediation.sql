-- Opening a mediation out of a case: the row and, in a table of its own, who asks. A worker asks
-- about the own case, a union offers it for a case it answers; the applicant is the case's author
-- either way, and a union does not learn by offering who that is. NULL where one is open already.
CREATE OR REPLACE FUNCTION api.open_mediation(p jsonb) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_post text := current_setting('app.post', true);
    v_case cases_case%ROWTYPE;
    v_author uuid;
    v_union text;
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO v_case FROM cases_case c WHERE c.id = (p->>'case_id')::uuid FOR UPDATE;
    SELECT a.person_id INTO v_author FROM cases_author a WHERE a.case_id = v_case.id;
    IF v_author IS NULL OR v_case.firm_id IS NULL OR NOT (
        (v_post = 'worker' AND v_author = sec.me())
        OR (v_post IN ('officer', 'chair')
            AND v_case.org_id = NULLIF(current_setting('app.org', true), '')::uuid)) THEN
        RAISE EXCEPTION 'no mediation out of this case' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT 1 FROM mediation_applicant a JOIN mediation_mediation m ON m.id = a.mediation_id
               WHERE a.case_id = v_case.id AND m.closed_at IS NULL) THEN
        RETURN NULL;
    END IF;
    SELECT o.name INTO v_union FROM people_org o WHERE o.id = v_case.org_id;
    INSERT INTO mediation_mediation (id, org_id, org_root, org_path, org_name, firm_id, firm_name,
        title, claim, offer, worker_name, state, mediator_name, number, terms, sha256, why,
        created_at, moved_at, due_at, alarm)
    VALUES ((p->>'id')::uuid, v_case.org_id, v_case.org_root, v_case.org_path, v_union,
        v_case.firm_id, v_case.firm_name, v_case.title, '', p->>'offer', '', 'offered', '', '', '',
        '', '', (p->>'at')::timestamptz, (p->>'at')::timestamptz, (p->>'due_at')::timestamptz, 0);
    INSERT INTO mediation_applicant (id, mediation_id, case_id, person_id, org_root, org_path)
    VALUES ((p->>'applicant_id')::uuid, (p->>'id')::uuid, v_case.id, v_author, v_case.org_root,
        v_case.org_path);
    RETURN (p->>'id')::uuid;
END
$$;

-- The firm has agreed to talk: now, and not before, it learns with whom. Called by the firm itself,
-- in the transaction of its yes.
CREATE OR REPLACE FUNCTION api.name_applicant(p_mediation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role'))
       OR current_setting('app.post', true) IS DISTINCT FROM 'responder' THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    UPDATE mediation_mediation m SET worker_name = p.name
    FROM mediation_applicant a JOIN people_person p ON p.id = a.person_id
    WHERE m.id = p_mediation AND a.mediation_id = m.id AND m.state = 'talking'
      AND m.started_at IS NOT NULL
      AND m.firm_id = NULLIF(current_setting('app.org', true), '')::uuid;
END
$$;

-- Tell whoever asked. The firm, which may have ended it, does not learn who that is: it tells through
-- this door and reads nothing.
CREATE OR REPLACE FUNCTION api.tell_applicant(p_mediation uuid, p_notice jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, weight, at)
    SELECT (p_notice->>'id')::uuid, a.person_id, p_notice->>'service', p_notice->>'title',
           p_notice->>'text', p_notice->>'link', p_notice->>'weight',
           (p_notice->>'at')::timestamptz
    FROM mediation_applicant a WHERE a.mediation_id = p_mediation;
    PERFORM sec.deliver(ARRAY[(p_notice->>'id')::uuid]);
END
$$;

-- Who may be asked to mediate about a firm: today's cadres of the caller's union and of those right
-- above it, with whether they work at the firm. A cadre does not see every record; whoever mediates
-- is named to both sides anyway.
CREATE OR REPLACE FUNCTION api.mediators(p_firm uuid, p_orgs uuid[], p_day date)
RETURNS TABLE (person_id uuid, name text, title text, of_firm boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.is_union() THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT DISTINCT ON (p.id) p.id, p.name::text, a.title::text,
            p.employer_id IS NOT DISTINCT FROM p_firm
        FROM people_appointment a
        JOIN people_org o ON o.id = a.org_id
        JOIN people_person p ON p.id = a.person_id
        WHERE o.id = ANY (p_orgs[1:2]) AND o.kind = 'union'
          AND starts_with(current_setting('app.path', true), o.path)
          AND starts_with(o.path, current_setting('app.root', true))
          AND a.post IN ('officer', 'chair') AND p.state = 'active'
          AND a.since <= p_day AND (a.until IS NULL OR a.until >= p_day)
        ORDER BY p.id, a.post;
END
$$;
