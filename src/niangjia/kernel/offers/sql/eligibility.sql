-- What is known of a person in the house, in one place, and which of an offer's clauses that fails.
-- Clauses are data: {"fact", "op", "value", …}; ops: ge, le, eq, in, under (path), has (list), lacks.

CREATE OR REPLACE FUNCTION sec.offer_facts(p_person uuid, p_root text, p_day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'member', m.id IS NOT NULL,
        'member_days', CASE WHEN m.id IS NULL THEN 0 ELSE p_day - m.since END,
        'union_path', p.home_path,
        'identity', p.identity,
        'employer', coalesce(p.employer_id::text, ''))
    FROM people_person p
    LEFT JOIN people_membership m ON m.person_id = p.id AND m.org_root = p_root
        AND m.since <= p_day AND (m.until IS NULL OR m.until >= p_day)
    WHERE p.id = p_person AND p.home_root = p_root AND p.state = 'active'
    ORDER BY m.since LIMIT 1;
$$;

-- Numbers (from 0) of the clauses that are not met; a fact nobody knows meets none.
CREATE OR REPLACE FUNCTION sec.offer_fails(p_facts jsonb, p_clauses jsonb) RETURNS integer[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg((c.n - 1)::integer ORDER BY c.n), '{}')
    FROM jsonb_array_elements(p_clauses) WITH ORDINALITY c(clause, n)
    CROSS JOIN LATERAL (
        SELECT p_facts->(c.clause->>'fact') AS fact, c.clause->'value' AS value) v
    WHERE coalesce(CASE c.clause->>'op'
        WHEN 'ge' THEN (v.fact#>>'{}')::numeric < (v.value#>>'{}')::numeric
        WHEN 'le' THEN (v.fact#>>'{}')::numeric > (v.value#>>'{}')::numeric
        WHEN 'eq' THEN v.fact <> v.value
        WHEN 'in' THEN NOT v.value @> v.fact
        WHEN 'under' THEN NOT starts_with(v.fact#>>'{}', v.value#>>'{}')
        WHEN 'has' THEN NOT v.fact @> v.value
        WHEN 'lacks' THEN v.fact @> v.value
    END, true);
$$;
