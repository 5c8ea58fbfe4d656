-- Nodes of an offer's quota tree, and every movement of units between them. No role of people
-- writes these tables: what stands at a node is what came to it less what left it.

-- The places a path passes, from the top down to itself.
CREATE OR REPLACE FUNCTION sec.path_prefixes(p_path text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(left(p_path, i)) FROM generate_series(1, length(p_path)) i
    WHERE substr(p_path, i, 1) = '.';
$$;

-- The acting union's own offer. The keeper plants demo data as whoever it stands in for.
CREATE OR REPLACE FUNCTION sec.offer_of_mine(p_offer uuid) RETURNS offers_offer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer;
BEGIN
    IF current_setting('role') NOT IN ('nj_staff', 'nj_keeper')
       OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO o FROM offers_offer
    WHERE id = p_offer AND org_id = NULLIF(current_setting('app.org', true), '')::uuid
      AND org_path = current_setting('app.path', true);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such offer' USING ERRCODE = '42501';
    END IF;
    RETURN o;
END
$$;

-- A node for a union at or below the one that offers; '' or why not. The first one is the offer's
-- own; a share hangs below the nearest share on its way up, a reserve below the one it names.
CREATE OR REPLACE FUNCTION api.offer_node(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine((p->>'offer')::uuid);
    t people_org;
    v_parent offers_quota;
BEGIN
    SELECT * INTO t FROM people_org WHERE id = (p->>'org')::uuid AND kind = 'union'
        AND root = o.org_root AND starts_with(path, o.org_path);
    IF NOT FOUND THEN
        RETURN 'no_union';
    END IF;
    -- No stronger: whoever brings out what is due refers to this row while holding nodes.
    PERFORM 1 FROM offers_offer WHERE id = o.id FOR NO KEY UPDATE;
    PERFORM sec.offer_list(o);
    SELECT * INTO v_parent FROM offers_quota
    WHERE offer_id = o.id AND kind = 'share' AND starts_with(t.path, org_path)
      AND (p->>'kind' = 'reserve' OR org_path <> t.path)
    ORDER BY depth DESC LIMIT 1;
    IF v_parent.id IS NULL AND (t.id <> o.org_id OR p->>'kind' <> 'share') THEN
        RETURN 'no_root';
    ELSIF p->>'kind' = 'share' AND EXISTS (SELECT 1 FROM offers_quota
            WHERE offer_id = o.id AND kind = 'share'
              AND (org_id = t.id OR (starts_with(org_path, t.path) AND org_path <> t.path))) THEN
        -- A node between two others would take units from under the lower one.
        RETURN 'there_already';
    END IF;
    INSERT INTO offers_quota (id, org_root, org_path, offer_id, parent_id, owner_id, org_id,
                              org_name, kind, label, borrow, granted, depth)
    VALUES ((p->>'id')::uuid, o.org_root, t.path, o.id, v_parent.id, o.org_id, t.id, t.name,
            p->>'kind', p->>'label', (p->>'borrow')::boolean, 0, coalesce(v_parent.depth + 1, 0));
    INSERT INTO offers_bucket (quota_id, slot, "left")
    SELECT (p->>'id')::uuid, s, 0 FROM generate_series(0, o.counters - 1) s;
    RETURN '';
END
$$;

-- Units off a node's counters, all of them or none: whether there were enough. Counters are locked
-- in the one order everybody keeps.
CREATE OR REPLACE FUNCTION sec.offer_draw(p_quota uuid, p_quantity integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_wanted integer := p_quantity;
    v_some integer;
    b offers_bucket;
BEGIN
    PERFORM 1 FROM offers_bucket WHERE quota_id = p_quota ORDER BY slot FOR UPDATE;
    IF (SELECT coalesce(sum("left"), 0) FROM offers_bucket WHERE quota_id = p_quota) < p_quantity THEN
        RETURN false;
    END IF;
    FOR b IN SELECT * FROM offers_bucket WHERE quota_id = p_quota AND "left" > 0 ORDER BY slot LOOP
        v_some := least(b."left", v_wanted);
        UPDATE offers_bucket SET "left" = "left" - v_some WHERE quota_id = p_quota AND slot = b.slot;
        v_wanted := v_wanted - v_some;
        EXIT WHEN v_wanted = 0;
    END LOOP;
    RETURN true;
END
$$;

-- Units onto a node's counters, spread evenly.
CREATE OR REPLACE FUNCTION sec.offer_spread(p_quota uuid, p_quantity integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_slots integer;
BEGIN
    PERFORM 1 FROM offers_bucket WHERE quota_id = p_quota ORDER BY slot FOR UPDATE;
    SELECT count(*) INTO v_slots FROM offers_bucket WHERE quota_id = p_quota;
    UPDATE offers_bucket SET "left" = "left" + p_quantity / v_slots
        + CASE WHEN slot < p_quantity % v_slots THEN 1 ELSE 0 END
    WHERE quota_id = p_quota;
END
$$;

-- The money of units that come in once workers see an offer: promised out of its track in the same
-- step, or nothing comes in. A draft's is promised when it goes out. '' or why not.
CREATE OR REPLACE FUNCTION sec.offer_pay(o offers_offer, p_many integer, p_id uuid, p_by text,
    p_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_state text;
    v_said jsonb;
BEGIN
    -- Whoever publishes locks this row before counting: no unit comes in between.
    SELECT state INTO v_state FROM offers_offer WHERE id = o.id FOR NO KEY UPDATE;
    IF v_state NOT IN ('draft', 'open', 'paused') THEN
        RETURN 'over';
    ELSIF v_state = 'draft' OR o.line_id IS NULL OR o.unit_cost = 0 THEN
        RETURN '';
    END IF;
    v_said := api.budget_book(jsonb_build_object('id', p_id, 'line_id', o.line_id,
        'subject_id', o.id, 'title', o.title, 'verb', 'commit', 'amount', o.unit_cost * p_many,
        'reason', '', 'by_id', coalesce(sec.me(),
            '00000000-0000-0000-0000-000000000000'), 'by_name', p_by, 'at', p_at));
    RETURN CASE WHEN (v_said->>'done')::boolean THEN '' ELSE 'money:' || v_said::text END;
END
$$;

-- Units from node to node, in or out, with their line and their money; '' or why not. p: id, from,
-- to, quantity, verb, reason, by, at.
CREATE OR REPLACE FUNCTION sec.offer_shift(o offers_offer, p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_from uuid := (p->>'from')::uuid;
    v_to uuid := (p->>'to')::uuid;
    v_many integer := (p->>'quantity')::integer;
    v_verb text := p->>'verb';
    v_code text;
BEGIN
    IF v_many < 1 OR (v_verb = 'receive') <> (v_from IS NULL) OR (v_verb = 'spoil') <> (v_to IS NULL)
       OR v_from = v_to
       OR (SELECT count(*) FROM offers_quota WHERE offer_id = o.id AND id IN (v_from, v_to))
          <> num_nonnulls(v_from, v_to) THEN
        RETURN 'no_such_move';
    END IF;
    IF v_verb = 'receive' THEN
        v_code := sec.offer_pay(o, v_many, (p->>'id')::uuid, p->>'by', (p->>'at')::timestamptz);
        IF v_code <> '' THEN
            RETURN v_code;
        END IF;
    END IF;
    PERFORM sec.offer_list(o);
    -- Nodes before counters, the deeper first: the order of whoever locks more than one.
    PERFORM 1 FROM offers_quota WHERE id IN (v_from, v_to) ORDER BY depth DESC, id FOR UPDATE;
    PERFORM 1 FROM offers_bucket b JOIN offers_quota q ON q.id = b.quota_id
    WHERE q.id IN (v_from, v_to) ORDER BY q.depth DESC, q.id, b.slot FOR UPDATE OF b;
    IF v_from IS NOT NULL THEN
        IF NOT sec.offer_draw(v_from, v_many) THEN
            RETURN 'not_enough';
        END IF;
        UPDATE offers_quota SET granted = granted - v_many WHERE id = v_from;
    END IF;
    IF v_to IS NOT NULL THEN
        UPDATE offers_quota SET granted = granted + v_many WHERE id = v_to;
        PERFORM sec.offer_spread(v_to, v_many);
    END IF;
    INSERT INTO offers_stockline (id, org_root, org_path, offer_id, org_id, from_quota_id,
                                  to_quota_id, verb, quantity, reason, by_name, at)
    VALUES ((p->>'id')::uuid, o.org_root, o.org_path, o.id, o.org_id, v_from, v_to, v_verb, v_many,
            p->>'reason', p->>'by', (p->>'at')::timestamptz);
    IF v_to IS NOT NULL THEN
        PERFORM sec.offer_on(o, v_to, (p->>'at')::timestamptz);
    END IF;
    RETURN '';
END
$$;

-- One movement by hand; '' or why not. What waits for its moment is not moved by hand.
CREATE OR REPLACE FUNCTION api.offer_move(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine((p->>'offer')::uuid);
BEGIN
    IF EXISTS (SELECT 1 FROM offers_quota WHERE kind = 'portion'
               AND id IN ((p->>'from')::uuid, (p->>'to')::uuid)) THEN
        RETURN 'no_such_move';
    END IF;
    RETURN sec.offer_shift(o, p);
END
$$;

-- What stands at every node of offers the asker may know of: granted, left, claimed, offered on.
CREATE OR REPLACE FUNCTION api.offer_stock(p_offers uuid[])
RETURNS TABLE (offer uuid, quota uuid, granted integer, "left" bigint, claimed bigint, held bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_path text := NULLIF(current_setting('app.path', true), '');
    v_org uuid := NULLIF(current_setting('app.org', true), '')::uuid;
    v_role text := current_setting('role');
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_system', 'nj_keeper') OR NOT sec.ok(v_role) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT q.offer_id, q.id, q.granted,
        (SELECT coalesce(sum(b."left"), 0) FROM offers_bucket b WHERE b.quota_id = q.id),
        (SELECT count(*) FROM offers_claim c WHERE c.offer_id = q.offer_id AND c.quota_id = q.id
            AND NOT c.given_back),
        (SELECT count(*) FROM offers_waiter w WHERE w.quota_id = q.id AND w.state = 'offered')
    FROM offers_quota q
    WHERE q.offer_id = ANY (p_offers)
      AND (v_role <> 'nj_staff' OR q.owner_id = v_org
           OR (q.org_root = current_setting('app.root', true)
               AND (starts_with(q.org_path, v_path) OR starts_with(v_path, q.org_path))));
END
$$;
