-- The first union and its administrator, by a link that works once on an empty house.
-- The link's secret comes here itself: a digest read from the table proves nothing.
CREATE OR REPLACE FUNCTION api.setup_ready(p_secret text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM people_setuplink l
                   WHERE l.digest = encode(sha256(convert_to(p_secret, 'UTF8')), 'hex')
                     AND l.used_at IS NULL AND l.expires_at > now())
       AND NOT EXISTS (SELECT 1 FROM people_org);
$$;

CREATE OR REPLACE FUNCTION api.set_up_house(p_secret text, p jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o jsonb := p->'org';
    m jsonb := p->'person';
BEGIN
    UPDATE people_setuplink SET used_at = now()
    WHERE digest = encode(sha256(convert_to(p_secret, 'UTF8')), 'hex') AND used_at IS NULL AND expires_at > now();
    IF NOT FOUND OR EXISTS (SELECT 1 FROM people_org) THEN
        RETURN false;
    END IF;
    INSERT INTO people_org (id, kind, level, name, short, code, path, root, region, credit_code,
        industry, headcount, state, search)
    VALUES ((o->>'id')::uuid, 'union', o->>'level', o->>'name', '', o->>'region', o->>'path',
        o->>'path', o->>'region', '', '', 0, 'active',
        array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(o->'lexemes'))));
    INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number, id_index,
        identity, home_org_id, home_path, home_root, state, created_at, search)
    VALUES ((m->>'id')::uuid, m->>'name', m->>'phone', m->>'phone_index', m->>'phone_last4', '', '',
        0, (o->>'id')::uuid, o->>'path', o->>'path', 'active', now(),
        array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(m->'lexemes'))));
    INSERT INTO people_appointment (id, person_id, org_id, org_root, org_path, post, title, since)
    VALUES ((p->>'post_id')::uuid, (m->>'id')::uuid, (o->>'id')::uuid, o->>'path', o->>'path',
        'admin', '', (p->>'since')::date);
    RETURN true;
END
$$;
