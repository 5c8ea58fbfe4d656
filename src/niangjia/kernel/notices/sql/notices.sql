-- One row a person and matter; anybody acting may tell anybody, nobody may read another's inbox.

-- Notices go on by the channels their people chose; who never chose gets a text message for what
-- has a deadline. A few minutes' wait lets what comes together leave together.
CREATE OR REPLACE FUNCTION sec.deliver(p_notices uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO notices_delivery (id, notice_id, person_id, channel, due_at, at, moved_at)
    SELECT gen_random_uuid(), n.id, n.person_id, c.channel,
           n.at + CASE n.weight WHEN 'urgent' THEN interval '0' ELSE interval '3 minutes' END,
           n.at, n.at
    FROM notices_notice n
    LEFT JOIN notices_preference p ON p.person_id = n.person_id
    CROSS JOIN LATERAL (VALUES
        ('sms', coalesce(p.sms, 'due')),
        ('email', coalesce(p.email, 'none')),
        ('wechat', coalesce(p.wechat, 'none'))) c(channel, wish)
    WHERE n.id = ANY (p_notices)
      AND (c.wish = 'all' OR (c.wish = 'due' AND n.weight <> 'plain'));
$$;

CREATE OR REPLACE FUNCTION api.tell(p_notices jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, weight, at)
    SELECT (n->>'id')::uuid, (n->>'person_id')::uuid, n->>'service', n->>'title', n->>'text',
           n->>'link', n->>'weight', (n->>'at')::timestamptz
    FROM jsonb_array_elements(p_notices) n;
    PERFORM sec.deliver(ARRAY(
        SELECT (n->>'id')::uuid FROM jsonb_array_elements(p_notices) n));
END
$$;

-- Tell whoever asked, without telling the teller who that is.
CREATE OR REPLACE FUNCTION api.tell_author(p_case uuid, p_notice jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, weight, at)
    SELECT (p_notice->>'id')::uuid, a.person_id, p_notice->>'service', p_notice->>'title',
           p_notice->>'text', p_notice->>'link', p_notice->>'weight',
           (p_notice->>'at')::timestamptz
    FROM cases_author a WHERE a.case_id = p_case;
    PERFORM sec.deliver(ARRAY[(p_notice->>'id')::uuid]);
END
$$;

-- Tell everybody who holds a post at an organisation today.
CREATE OR REPLACE FUNCTION api.tell_posts(p_org uuid, p_posts text[], p_notice jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_told uuid[];
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    WITH told AS (
        INSERT INTO notices_notice (id, person_id, service, title, text, link, weight, at)
        SELECT DISTINCT ON (a.person_id) gen_random_uuid(), a.person_id, p_notice->>'service',
               p_notice->>'title', p_notice->>'text', p_notice->>'link', p_notice->>'weight',
               (p_notice->>'at')::timestamptz
        FROM people_appointment a
        WHERE a.org_id = p_org AND a.post = ANY (p_posts)
          AND a.since <= (now() AT TIME ZONE 'Asia/Shanghai')::date
          AND (a.until IS NULL OR a.until >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
        RETURNING id
    )
    SELECT array_agg(id) INTO v_told FROM told;
    PERFORM sec.deliver(v_told);
END
$$;
