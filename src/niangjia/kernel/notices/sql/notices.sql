-- One row a person and matter; anybody acting may tell anybody, nobody may read another's inbox.
CREATE OR REPLACE FUNCTION api.tell(p_notices jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, at)
    SELECT (n->>'id')::uuid, (n->>'person_id')::uuid, n->>'service', n->>'title', n->>'text',
           n->>'link', (n->>'at')::timestamptz
    FROM jsonb_array_elements(p_notices) n;
END
$$;

-- Tell whoever asked, without telling the teller who that is.
CREATE OR REPLACE FUNCTION api.tell_author(p_case uuid, p_notice jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, at)
    SELECT (p_notice->>'id')::uuid, a.person_id, p_notice->>'service', p_notice->>'title',
           p_notice->>'text', p_notice->>'link', (p_notice->>'at')::timestamptz
    FROM cases_author a WHERE a.case_id = p_case;
END
$$;

-- Tell everybody who holds a post at an organisation today.
CREATE OR REPLACE FUNCTION api.tell_posts(p_org uuid, p_posts text[], p_notice jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, at)
    SELECT DISTINCT ON (a.person_id) gen_random_uuid(), a.person_id, p_notice->>'service', p_notice->>'title',
           p_notice->>'text', p_notice->>'link', (p_notice->>'at')::timestamptz
    FROM people_appointment a
    WHERE a.org_id = p_org AND a.post = ANY (p_posts)
      AND a.since <= (now() AT TIME ZONE 'Asia/Shanghai')::date
      AND (a.until IS NULL OR a.until >= (now() AT TIME ZONE 'Asia/Shanghai')::date);
END
$$;
