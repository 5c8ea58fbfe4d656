-- Units that come back, and the list of those who wait for one. A unit somebody waits for never
-- lies free: it is offered to the first who may take it, for some hours, and nobody overtakes.

-- The list of an offer: one lock for whoever joins it or has something for it.
CREATE OR REPLACE FUNCTION sec.offer_list(o offers_offer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF o.waiting THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(coalesce(o.equals, o.id)::text, 4));
    END IF;
END
$$;

-- The first who waits for this offer and may take from this node, or NULL. The list is locked.
CREATE OR REPLACE FUNCTION sec.offer_first(o offers_offer, p_quota uuid, p_at timestamptz)
RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    w offers_waiter;
BEGIN
    IF NOT o.waiting OR o.state NOT IN ('open', 'paused') OR p_at >= o.closes_at THEN
        RETURN NULL;
    END IF;
    FOR w IN SELECT * FROM offers_waiter
             WHERE "group" = coalesce(o.equals, o.id) AND state = 'waiting'
               AND wanted ? o.id::text
             ORDER BY id LOOP
        IF p_quota = ANY (sec.offer_nodes(o.id, w.home_path))
           AND sec.claim_fits(o, w.person_id, p_at, '{}')->>'code' = '' THEN
            -- Whoever is just leaving is waited for, and passed over.
            PERFORM 1 FROM offers_waiter WHERE id = w.id AND state = 'waiting' FOR UPDATE;
            IF FOUND THEN
                RETURN w.id;
            END IF;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- Offer a unit of a node to somebody who waits, and tell them. The unit is off its counter.
CREATE OR REPLACE FUNCTION sec.offer_to(o offers_offer, p_quota uuid, p_waiter uuid,
    p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_until timestamptz := least(p_at + make_interval(hours => o.offer_hours), o.closes_at);
    v_told uuid := gen_random_uuid();
    v_person uuid;
BEGIN
    UPDATE offers_waiter SET state = 'offered', offer_id = o.id, quota_id = p_quota,
        moved_at = p_at, due_at = v_until
    WHERE id = p_waiter RETURNING person_id INTO v_person;
    INSERT INTO notices_notice (id, person_id, service, title, text, link, weight, at)
    VALUES (v_told, v_person, o.service, '轮到你了，快来确认',
            '有人退了一份，给你留着，请尽快确认，过时就给下一位。',
            '/' || o.service || '/waiting/' || p_waiter || '/', 'due', p_at);
    PERFORM sec.deliver(ARRAY[v_told]);
END
$$;

-- Units that arrived at a node go to those who wait, as far as they reach.
CREATE OR REPLACE FUNCTION sec.offer_on(o offers_offer, p_quota uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_waiter uuid;
BEGIN
    LOOP
        v_waiter := sec.offer_first(o, p_quota, p_at);
        EXIT WHEN v_waiter IS NULL OR NOT sec.offer_draw(p_quota, 1);
        PERFORM sec.offer_to(o, p_quota, v_waiter, p_at);
    END LOOP;
END
$$;

-- One unit back to its node: to the first who waits for it, else onto a counter.
CREATE OR REPLACE FUNCTION sec.offer_back(p_offer uuid, p_quota uuid, p_at timestamptz)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer;
    v_waiter uuid;
    v_slot integer;
BEGIN
    SELECT * INTO o FROM offers_offer WHERE id = p_offer;
    PERFORM sec.offer_list(o);
    v_waiter := CASE WHEN (SELECT kind FROM offers_quota WHERE id = p_quota) = 'share'
                     THEN sec.offer_first(o, p_quota, p_at) END;
    IF v_waiter IS NOT NULL THEN
        PERFORM sec.offer_to(o, p_quota, v_waiter, p_at);
    ELSE
        v_slot := floor(random() * o.counters);
        UPDATE offers_bucket SET "left" = "left" + 1 WHERE quota_id = p_quota AND slot = v_slot;
    END IF;
END
$$;

-- Whether the acting person or union may touch a row of this person at this union's offer.
CREATE OR REPLACE FUNCTION sec.claim_mine(p_person uuid, p_org uuid, p_root text, p_home text)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN coalesce(CASE current_setting('role')
        WHEN 'nj_worker' THEN p_person = sec.me()
        WHEN 'nj_staff' THEN p_org = NULLIF(current_setting('app.org', true), '')::uuid
            OR (p_root = current_setting('app.root', true)
                AND starts_with(p_home, NULLIF(current_setting('app.path', true), '')))
        ELSE current_setting('role') IN ('nj_system', 'nj_keeper') END, false);
END
$$;

-- The unit of a claim that ended without it: back, once.
CREATE OR REPLACE FUNCTION api.claim_back(p_claim uuid, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c offers_claim;
BEGIN
    SELECT * INTO c FROM offers_claim WHERE id = p_claim AND quota_id IS NOT NULL
        AND NOT given_back AND state IN ('refused', 'cancelled', 'called_off', 'lapsed', 'returned')
    FOR UPDATE;
    IF c.id IS NULL OR NOT sec.claim_mine(c.person_id, c.org_id, c.org_root, c.home_path) THEN
        RETURN false;
    END IF;
    -- A code its holder has opened is spent, and the unit with it.
    IF sec.return_code(c.id, p_at) = 'expired' THEN
        RETURN false;
    END IF;
    UPDATE offers_claim SET given_back = true WHERE id = c.id;
    PERFORM sec.offer_back(c.offer_id, c.quota_id, p_at);
    RETURN true;
END
$$;

-- A unit for a claim that was asked for and is approved: whether there was one.
CREATE OR REPLACE FUNCTION api.claim_unit(p_claim uuid, p_start integer, p_at timestamptz)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c offers_claim;
    o offers_offer;
    v_quota uuid;
BEGIN
    SELECT * INTO c FROM offers_claim
    WHERE id = p_claim AND quota_id IS NULL AND state = 'granted' FOR UPDATE;
    IF c.id IS NULL OR current_setting('role') NOT IN ('nj_staff', 'nj_keeper')
       OR NOT sec.claim_mine(c.person_id, c.org_id, c.org_root, c.home_path) THEN
        RETURN false;
    END IF;
    SELECT * INTO o FROM offers_offer WHERE id = c.offer_id;
    v_quota := sec.offer_take_due(o, c.home_path, p_start, p_at);
    UPDATE offers_claim SET quota_id = v_quota WHERE id = c.id AND v_quota IS NOT NULL;
    RETURN v_quota IS NOT NULL AND (o.kind <> 'codes'
                                    OR sec.issue_code(c.offer_id, c.id) IS NOT NULL);
END
$$;

-- A place in the list, as the signed worker. p: id, offer, service, at, wanted (of equal offers;
-- all of them without). {"code": "ok"} or why not; "free" when there is no need to wait.
CREATE OR REPLACE FUNCTION api.offer_wait(p jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    v_path text := current_setting('app.path', true);
    v_at timestamptz := (p->>'at')::timestamptz;
    o offers_offer;
    v_code text;
    v_fits jsonb;
    v_wanted uuid[];
    v_until timestamptz;
BEGIN
    IF v_me IS NULL OR current_setting('role') NOT IN ('nj_worker', 'nj_keeper') THEN
        RAISE EXCEPTION 'only a worker waits' USING ERRCODE = '42501';
    END IF;
    o := sec.offer_for_me((p->>'offer')::uuid, p->>'service');
    v_code := sec.offer_shut(o.state, o.opens_at, o.closes_at, v_at);
    IF v_code NOT IN ('', 'paused') OR NOT o.waiting THEN
        RETURN jsonb_build_object('code', coalesce(NULLIF(v_code, ''), 'no_list'), 'at',
            CASE v_code WHEN 'early' THEN o.opens_at ELSE o.closes_at END);
    END IF;
    v_fits := sec.claim_fits(o, v_me, v_at, '{}');
    IF v_fits->>'code' <> '' THEN
        RETURN v_fits;
    END IF;
    SELECT array_agg(e.id), max(e.closes_at) INTO v_wanted, v_until FROM offers_offer e
    WHERE (e.id = o.id OR (o.equals IS NOT NULL AND e.equals = o.equals)) AND e.waiting
      AND e.org_root = o.org_root AND starts_with(v_path, e.org_path)
      AND e.state IN ('open', 'paused') AND e.closes_at > v_at
      AND (p->'wanted' IS NULL OR p->'wanted' ? e.id::text OR e.id = o.id);
    PERFORM sec.offer_list(o);
    PERFORM sec.offer_due(o, v_at);
    IF EXISTS (SELECT 1 FROM unnest(v_wanted) e CROSS JOIN unnest(sec.offer_nodes(e, v_path)) n
               JOIN offers_bucket b ON b.quota_id = n WHERE b."left" > 0) AND o.state = 'open' THEN
        RETURN jsonb_build_object('code', 'free');
    END IF;
    INSERT INTO offers_waiter (id, org_root, org_path, "group", org_id, title, person_id, name,
        home_path, wanted, state, given_back, at, moved_at, due_at)
    SELECT (p->>'id')::uuid, o.org_root, o.org_path, coalesce(o.equals, o.id), o.org_id, o.title,
        v_me, m.name, v_path, to_jsonb(v_wanted), 'waiting', false, v_at, v_at, v_until
    FROM people_person m WHERE m.id = v_me
    ON CONFLICT DO NOTHING;
    RETURN jsonb_build_object('code', CASE WHEN FOUND THEN 'ok' ELSE 'waits' END);
END
$$;

-- The claim of somebody whose turn it was and who said yes. p: waiter, id, number, code, at.
CREATE OR REPLACE FUNCTION api.waiter_claim(p jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    w offers_waiter;
    o offers_offer;
    v_at timestamptz := (p->>'at')::timestamptz;
    v_fits jsonb;
BEGIN
    SELECT * INTO w FROM offers_waiter
    WHERE id = (p->>'waiter')::uuid AND person_id = sec.me() AND state = 'taken'
      AND quota_id IS NOT NULL AND NOT given_back FOR UPDATE;
    IF w.id IS NULL THEN
        RETURN jsonb_build_object('code', 'absent');
    END IF;
    SELECT * INTO o FROM offers_offer WHERE id = w.offer_id;
    v_fits := sec.claim_fits(o, w.person_id, v_at, '{}');
    IF v_fits->>'code' <> '' THEN
        RETURN v_fits;
    END IF;
    UPDATE offers_waiter SET given_back = true WHERE id = w.id;
    INSERT INTO offers_claim (id, org_root, org_path, offer_id, quota_id, org_id, title, person_id,
        name, home_path, household_id, period, nth, house_nth, number, pick_code, state, given_back,
        proxy_name, note, at, moved_at, due_at, by_name, shared)
    VALUES ((p->>'id')::uuid, o.org_root, o.org_path, o.id, w.quota_id, o.org_id, o.title,
        w.person_id, w.name, w.home_path, (v_fits->>'house')::uuid, v_fits->>'period',
        (v_fits->>'nth')::integer, (v_fits->>'house_nth')::integer, p->>'number', p->>'code',
        'granted', false, '', '', v_at, v_at, o.closes_at + make_interval(days => o.pick_days), '',
        false);
    IF o.kind = 'codes' AND sec.issue_code(o.id, (p->>'id')::uuid) IS NULL THEN
        RAISE EXCEPTION 'the pool of codes is empty' USING ERRCODE = 'NJ410';
    END IF;
    RETURN jsonb_build_object('code', 'ok', 'org_path', o.org_path);
END
$$;

-- The unit offered to somebody who did not take it: on to the next, or back.
CREATE OR REPLACE FUNCTION api.waiter_back(p_waiter uuid, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    w offers_waiter;
BEGIN
    SELECT * INTO w FROM offers_waiter WHERE id = p_waiter AND quota_id IS NOT NULL
        AND NOT given_back AND state IN ('left', 'lapsed', 'closed') FOR UPDATE;
    IF w.id IS NULL OR NOT sec.claim_mine(w.person_id, w.org_id, w.org_root, w.home_path) THEN
        RETURN false;
    END IF;
    UPDATE offers_waiter SET given_back = true WHERE id = w.id;
    PERFORM sec.offer_back(w.offer_id, w.quota_id, p_at);
    RETURN true;
END
$$;

-- For a worker: what is left within reach at a moment, what comes later, who waits before them. For
-- several offers at once. What is due counts as left: whoever asks first brings it out.
CREATE OR REPLACE FUNCTION api.offer_left(p_offers uuid[], p_at timestamptz)
RETURNS TABLE (offer uuid, "left" bigint, granted bigint, waiting bigint, later bigint,
               next timestamptz, next_units bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_path text := current_setting('app.path', true);
BEGIN
    IF current_setting('role') NOT IN ('nj_worker', 'nj_keeper')
       OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT o.id,
        (SELECT coalesce(sum(b."left"), 0) FROM offers_bucket b
         WHERE b.quota_id = ANY (n.ids)) + f.due,
        (SELECT coalesce(sum(q.granted), 0) FROM offers_quota q WHERE q.id = ANY (n.ids)) + f.due,
        (SELECT count(*) FROM offers_waiter w
         WHERE w."group" = coalesce(o.equals, o.id) AND w.state = 'waiting'),
        f.later, f.at,
        (SELECT coalesce(sum(x.quantity), 0) FROM offers_portion x WHERE x.offer_id = o.id
         AND x."end" = '' AND x.at = f.at AND x.quota_id = ANY (n.ids))
    FROM offers_offer o
    CROSS JOIN LATERAL (SELECT sec.offer_nodes(o.id, v_path) AS ids) n
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(x.quantity) FILTER (WHERE x.at <= p_at), 0) AS due,
               coalesce(sum(x.quantity) FILTER (WHERE x.at > p_at), 0) AS later,
               min(x.at) FILTER (WHERE x.at > p_at) AS at
        FROM offers_portion x
        WHERE x.offer_id = o.id AND x."end" = '' AND x.quota_id = ANY (n.ids)) f
    WHERE o.id = ANY (p_offers) AND o.org_root = current_setting('app.root', true)
      AND starts_with(v_path, o.org_path) AND o.state NOT IN ('draft', 'withdrawn');
END
$$;

-- How many stand before one's own place, of those who wait for something it waits for.
CREATE OR REPLACE FUNCTION api.waiter_before(p_waiter uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)::integer FROM offers_waiter w
    JOIN offers_waiter x ON x."group" = w."group" AND x.state = 'waiting' AND x.id < w.id
    WHERE w.id = p_waiter AND w.person_id = sec.me()
      AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(x.wanted) o WHERE w.wanted ? o);
$$;
