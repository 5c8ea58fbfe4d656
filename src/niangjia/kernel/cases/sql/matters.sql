-- Count a matter anew: its cases, the people who asked, the one firm all are about, their board.
-- Whoever asks learns nothing by it: it writes what is true into a row its wall guards.
CREATE OR REPLACE FUNCTION api.recount_matter(p_matter uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    UPDATE cases_matter m SET cases = f.cases, people = f.people, board = coalesce(f.board, ''),
        firm_id = CASE WHEN f.firms = 1 AND f.named = f.cases THEN f.firm END
    FROM (SELECT count(*) AS cases, count(DISTINCT a.person_id) AS people,
              count(DISTINCT c.firm_id) AS firms, count(c.firm_id) AS named,
              min(c.firm_id::text)::uuid AS firm, mode() WITHIN GROUP (ORDER BY c.board) AS board
          FROM cases_part p JOIN cases_case c ON c.id = p.case_id
          LEFT JOIN cases_author a ON a.case_id = c.id
          WHERE p.matter_id = p_matter) f
    WHERE m.id = p_matter;
    UPDATE cases_case c SET grouped = true FROM cases_part p
    WHERE p.matter_id = p_matter AND c.id = p.case_id AND NOT c.grouped;
END
$$;

-- An author lets the own case be part of a matter that was offered: open, of the union that answers
-- the case, on the author's own way up, asked about by enough others. Else it stands alone.
CREATE OR REPLACE FUNCTION api.join_matter(p_case uuid, p_matter uuid, p_others integer,
    p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('role') <> 'nj_worker' OR NOT sec.ok('nj_worker') THEN
        RAISE EXCEPTION 'only authors join' USING ERRCODE = '42501';
    END IF;
    INSERT INTO cases_part (case_id, matter_id, org_root, org_path, org_id, added_at, by_id)
    SELECT c.id, m.id, m.org_root, m.org_path, m.org_id, p_at, NULL
    FROM cases_case c JOIN cases_author a ON a.case_id = c.id
    JOIN cases_matter m ON m.org_id = c.org_id AND m.service = c.service
    WHERE c.id = p_case AND a.person_id = sec.me() AND m.id = p_matter AND m.state = 'open'
        AND starts_with(current_setting('app.path', true), m.org_path)
        AND (m.firm_id IS NULL OR m.firm_id = c.firm_id)
        AND m.people >= p_others
    ON CONFLICT (case_id) DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM api.recount_matter(p_matter);
    RETURN true;
END
$$;

-- A case left the sight of the union that had grouped it: so does its part, and what a cadre there
-- had put right about it.
CREATE OR REPLACE FUNCTION sec.part_from_matter(p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_matter uuid;
BEGIN
    DELETE FROM cases_correction WHERE case_id = p_case;
    DELETE FROM cases_part WHERE case_id = p_case RETURNING matter_id INTO v_matter;
    IF v_matter IS NOT NULL THEN
        PERFORM api.recount_matter(v_matter);
    END IF;
END
$$;

-- An author takes the own case out of a merge: it is written down that it is another thing, and
-- told is when the own answer was due. The state is moved by the caller.
CREATE OR REPLACE FUNCTION api.stand_alone(p_case uuid, OUT own_due timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('role') <> 'nj_worker' OR NOT sec.ok('nj_worker') THEN
        RAISE EXCEPTION 'only authors take out' USING ERRCODE = '42501';
    END IF;
    UPDATE cases_merge m SET refused = true
    FROM cases_case c JOIN cases_author a ON a.case_id = c.id
    WHERE m.case_id = p_case AND c.id = p_case AND c.state = 'merged' AND a.person_id = sec.me()
    RETURNING m.own_due INTO own_due;
END
$$;
