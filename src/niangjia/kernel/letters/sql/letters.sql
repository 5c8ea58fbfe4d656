-- Where the acting person works: whoever signs against a firm must not be of it, and a cadre does not
-- see every record, not even always the own one.
CREATE OR REPLACE FUNCTION api.my_employer() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN (SELECT p.employer_id FROM people_person p WHERE p.id = sec.me());
END
$$;

-- A written reason that is still owed goes where its case has gone: to the union that answers now.
-- One that is owed to many stays with the union that answered them all.
CREATE OR REPLACE FUNCTION api.letters_follow(p_case uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_moved integer;
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    UPDATE letters_source s SET org_path = c.org_path
    FROM letters_letter l, cases_case c
    WHERE s.case_id = p_case AND l.id = s.letter_id AND c.id = p_case
      AND l.kind = 'refusal' AND l.state = 'draft'
      AND NOT EXISTS (SELECT 1 FROM letters_source o
                      WHERE o.letter_id = l.id AND o.case_id <> p_case);
    UPDATE letters_letter l SET org_id = u.id, org_path = u.path, org_name = u.name
    FROM letters_source s, cases_case c, people_org u
    WHERE s.letter_id = l.id AND s.case_id = p_case AND c.id = p_case AND u.id = c.org_id
      AND l.kind = 'refusal' AND l.state = 'draft'
      AND NOT EXISTS (SELECT 1 FROM letters_source o
                      WHERE o.letter_id = l.id AND o.case_id <> p_case);
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    RETURN v_moved;
END
$$;
