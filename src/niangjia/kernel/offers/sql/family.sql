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

-- Pick-up codes of those whose claim was made together with one's own and who let the others see
-- theirs, while they keep house together. Nobody is asked for who does not want it.
CREATE OR REPLACE FUNCTION api.family_codes(p_claim uuid, p_day date)
RETURNS TABLE (name text, number text, code text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.name::text, c.number::text, c.pick_code::text FROM offers_claim own
    JOIN offers_claim c ON c.offer_id = own.offer_id AND c.party_id = own.party_id
        AND c.id <> own.id AND c.shared AND c.state IN ('granted', 'ready')
    JOIN api.my_household(p_day) h ON h.person = c.person_id
    WHERE own.id = p_claim AND own.person_id = sec.me()
    ORDER BY c.id;
END
$$;
