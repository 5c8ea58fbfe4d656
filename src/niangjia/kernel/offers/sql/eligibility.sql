-- What is known of people for the rules of an offer, and which rules they do not meet. The one place
-- facts come from; kernel/offers/eligibility.py says the same of the second half, and a test holds
-- the two equal (docs/adr/0027).

-- The facts of one person on a day; nothing is known of whoever is no living person of this
-- operating union. `member_days` counts without a gap: a transfer between unions closes one
-- membership and opens the next a day later. Many small look-ups, not one statement: a claim asks
-- for one person, and planning the statement took longer than everything else of the claim.
CREATE OR REPLACE FUNCTION sec.offer_facts(p_person uuid, p_root text, p_day date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    p record;
    m record;
    v_code text;
    v_industry text;
    v_run date;
    v_ended date;
    v_place text;
    v_begun date;
BEGIN
    SELECT home_path, identity, employer_id INTO p FROM people_person
    WHERE id = p_person AND home_root = p_root AND state = 'active';
    IF NOT FOUND THEN
        RETURN '{}';
    END IF;
    IF p.employer_id IS NOT NULL THEN
        SELECT code, NULLIF(industry, '') INTO v_code, v_industry
        FROM people_org WHERE id = p.employer_id;
    END IF;
    FOR m IN SELECT org_path, org_root, since, until FROM people_membership
             WHERE person_id = p_person AND since <= p_day ORDER BY since LOOP
        IF v_run IS NULL OR v_ended IS NULL OR m.since > v_ended + 1 THEN
            v_run := m.since;
        END IF;
        v_ended := m.until;
        IF m.org_root = p_root AND (m.until IS NULL OR m.until >= p_day) THEN
            v_place := m.org_path;
            v_begun := v_run;
        END IF;
    END LOOP;
    RETURN jsonb_build_object(
        'member', v_place IS NOT NULL,
        'member_days', p_day - v_begun,
        'union_path', coalesce(v_place, p.home_path),
        'identity', p.identity,
        'employer', v_code,
        'industry', v_industry,
        'lists', (SELECT coalesce(jsonb_agg(r.roll_id ORDER BY r.roll_id), '[]')
            FROM offers_rollentry r JOIN offers_roll o ON o.id = r.roll_id
            WHERE r.person_id = p_person AND o.org_root = p_root AND r.since <= p_day
              AND (r.until IS NULL OR r.until >= p_day)
              AND o.state = 'active' AND o.since <= p_day
              AND (o.until IS NULL OR o.until >= p_day)),
        'household', (SELECT h.household_id FROM offers_household h
            WHERE h.person_id = p_person AND h.org_root = p_root
              AND h.since <= p_day AND (h.until IS NULL OR h.until >= p_day)));
END
$$;

-- The facts of many; who is no living person of this operating union has no row.
CREATE OR REPLACE FUNCTION sec.offer_facts_of(p_people uuid[], p_root text, p_day date)
RETURNS TABLE (person uuid, facts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT x.id, x.found FROM (
        SELECT one AS id, sec.offer_facts(one, p_root, p_day) AS found
        FROM unnest(p_people) one OFFSET 0) x
    WHERE x.found <> '{}';
END
$$;

-- Which clauses the facts do not meet, counted from 0; none: '{}'. What is unknown meets only
-- "is not on the list"; an operator nobody knows is never met. Numbers are compared with numbers
-- and words with words: a clause of another kind is not met, and never an error.
CREATE OR REPLACE FUNCTION sec.offer_fails(p_facts jsonb, p_clauses jsonb) RETURNS integer[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (
    SELECT coalesce(array_agg(c.n ORDER BY c.n), '{}') FROM (
        SELECT (x.n - 1)::integer AS n, x.one->>'op' AS op, x.one->'value' AS value,
               p_facts->(x.one->>'fact') AS fact
        FROM jsonb_array_elements(p_clauses) WITH ORDINALITY x(one, n)) c
    WHERE NOT coalesce(CASE
        WHEN c.op IN ('ge', 'le') THEN
            jsonb_typeof(c.fact) = 'number' AND jsonb_typeof(c.value) = 'number'
            AND CASE c.op WHEN 'ge' THEN c.fact >= c.value ELSE c.fact <= c.value END
        WHEN c.op = 'eq' THEN
            jsonb_typeof(c.fact) IN ('string', 'number', 'boolean') AND c.fact = c.value
        WHEN c.op = 'in' THEN
            jsonb_typeof(c.fact) IN ('string', 'number', 'boolean')
            AND jsonb_typeof(c.value) = 'array' AND c.value @> jsonb_build_array(c.fact)
        WHEN c.op = 'under' THEN
            jsonb_typeof(c.fact) = 'string' AND jsonb_typeof(c.value) = 'string'
            AND starts_with(c.fact #>> '{}', c.value #>> '{}')
        WHEN c.op = 'has' THEN
            jsonb_typeof(c.fact) = 'array'
            AND jsonb_typeof(c.value) IN ('string', 'number', 'boolean')
            AND c.fact @> jsonb_build_array(c.value)
        WHEN c.op = 'lacks' THEN NOT coalesce(
            jsonb_typeof(c.fact) = 'array'
            AND jsonb_typeof(c.value) IN ('string', 'number', 'boolean')
            AND c.fact @> jsonb_build_array(c.value), false)
        ELSE false END, false));

-- A union's officer, acting here and now, over this part of the tree.
CREATE OR REPLACE FUNCTION sec.offer_union(p_path text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('role') <> 'nj_keeper' AND NOT (sec.is_union()
        AND current_setting('role') = 'nj_staff'
        AND starts_with(p_path, current_setting('app.path', true))) THEN
        RAISE EXCEPTION 'not of this union' USING ERRCODE = '42501';
    END IF;
END
$$;

-- Members of a part of the tree and the facts about them.
CREATE OR REPLACE FUNCTION sec.offer_members(p_path text, p_day date)
RETURNS TABLE (person uuid, facts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_root text := current_setting('app.root', true);
BEGIN
    PERFORM sec.offer_union(p_path);
    RETURN QUERY SELECT f.person, f.facts FROM sec.offer_facts_of(ARRAY(
        SELECT m.person_id FROM people_membership m
        WHERE m.org_root = v_root AND m.org_path >= p_path AND m.org_path < p_path || '~'
          AND m.since <= p_day AND (m.until IS NULL OR m.until >= p_day)), v_root, p_day) f;
END
$$;

-- A rehearsal: how many members there are, how many may, how many each clause keeps out, and how
-- many it alone keeps out; and the first two by union. Nothing is written.
CREATE OR REPLACE FUNCTION api.offer_rehearse(p_path text, p_clauses jsonb, p_day date)
RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_out jsonb;
BEGIN
    WITH judged AS MATERIALIZED (
        SELECT f.facts->>'union_path' AS place, sec.offer_fails(f.facts, p_clauses) AS fails
        FROM sec.offer_members(p_path, p_day) f
    ), clauses AS (
        SELECT n - 1 AS n FROM generate_series(1, jsonb_array_length(p_clauses)) n
    ), counted AS (
        SELECT c.n, count(j.*) AS fails,
               count(j.*) FILTER (WHERE cardinality(j.fails) = 1) AS alone
        FROM clauses c LEFT JOIN judged j ON c.n = ANY (j.fails) GROUP BY c.n
    ), places AS (
        SELECT place, count(*) AS people, count(*) FILTER (WHERE fails = '{}') AS may
        FROM judged GROUP BY place
    )
    SELECT jsonb_build_object(
        'people', (SELECT count(*) FROM judged),
        'may', (SELECT count(*) FROM judged WHERE fails = '{}'),
        'fails', coalesce((SELECT jsonb_agg(fails ORDER BY n) FROM counted), '[]'),
        'only', coalesce((SELECT jsonb_agg(alone ORDER BY n) FROM counted), '[]'),
        'places', coalesce((SELECT jsonb_object_agg(place, jsonb_build_array(people, may))
                            FROM places), '{}'))
    INTO v_out;
    RETURN v_out;
END
$$;

-- Who stands behind one number of the rehearsal, in the order of their ids, with the facts the
-- clauses ask for: those whom clause `p_clause` keeps out, or, at -1, those who may.
CREATE OR REPLACE FUNCTION api.offer_rehearsed(
    p_path text, p_clauses jsonb, p_day date, p_clause integer, p_after uuid, p_most integer)
RETURNS TABLE (person uuid, facts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT f.person, f.facts FROM sec.offer_members(p_path, p_day) f
    WHERE (p_after IS NULL OR f.person > p_after)
      AND CASE WHEN p_clause < 0 THEN sec.offer_fails(f.facts, p_clauses) = '{}'
               ELSE p_clause = ANY (sec.offer_fails(f.facts, p_clauses)) END
    ORDER BY f.person LIMIT p_most;
END
$$;

-- The facts about oneself, to have an offer explained.
CREATE OR REPLACE FUNCTION api.offer_my_facts(p_day date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('role') <> 'nj_worker' OR NOT sec.ok('nj_worker') THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN sec.offer_facts(NULLIF(current_setting('app.me', true), '')::uuid,
                           current_setting('app.root', true), p_day);
END
$$;
