-- Whom the acting worker keeps house with on a day: those they may claim for, of the same operating
-- union. Names of one's own household, nothing else.
CREATE OR REPLACE FUNCTION api.my_household(p_day date) RETURNS TABLE (person uuid, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
BEGIN
    IF current_setting('role') NOT IN ('nj_worker', 'nj_keeper') THEN
        RAISE EXCEPTION 'only a worker' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT p.id, p.name::text FROM offers_household own
    JOIN offers_household h ON h.household_id = own.household_id AND h.org_root = own.org_root
        AND h.person_id <> v_me AND h.since <= p_day AND (h.until IS NULL OR h.until >= p_day)
    JOIN people_person p ON p.id = h.person_id AND p.state = 'active'
    WHERE own.person_id = v_me AND own.org_root = current_setting('app.root', true)
      AND own.since <= p_day AND (own.until IS NULL OR own.until >= p_day)
    ORDER BY p.name, p.id LIMIT 7;
END
$$;
