-- Portions: units kept at a node nobody takes from until their moment. Whoever comes after it and
-- finds the counters empty brings them out first; a job does where nobody comes. A claim that finds
-- a unit never asks for them.

-- What is due of an offer comes onto its counters, those who wait first: whether anything was.
-- Order of locks: list, portion, nodes, counters.
CREATE OR REPLACE FUNCTION sec.offer_due(o offers_offer, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    f offers_portion;
BEGIN
    IF o.state NOT IN ('open', 'paused') OR p_at >= o.closes_at
       OR NOT EXISTS (SELECT 1 FROM offers_portion
                      WHERE offer_id = o.id AND "end" = '' AND at <= p_at) THEN
        RETURN false;
    END IF;
    PERFORM sec.offer_list(o);
    FOR f IN SELECT * FROM offers_portion WHERE offer_id = o.id AND "end" = '' AND at <= p_at
             ORDER BY at, id FOR UPDATE LOOP
        UPDATE offers_portion SET "end" = 'out', ended_at = p_at WHERE id = f.id;
        PERFORM sec.offer_shift(o, jsonb_build_object('id', gen_random_uuid(), 'from', f.kept_id,
            'to', f.quota_id, 'quantity', f.quantity, 'verb', 'release', 'by', f.by_name,
            'reason', (SELECT label FROM offers_quota WHERE id = f.kept_id), 'at', p_at));
    END LOOP;
    RETURN true;
END
$$;

-- A unit for somebody of this place for whom sec.offer_take found none: what is due comes out before
-- "gone" is said.
CREATE OR REPLACE FUNCTION sec.offer_take_due(o offers_offer, p_path text, p_start integer,
    p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_nodes uuid[] := sec.offer_nodes(o.id, p_path);
    v_node uuid;
BEGIN
    LOOP
        -- Somebody else may have brought them out since sec.offer_take found nothing.
        EXIT WHEN NOT sec.offer_due(o, p_at) AND NOT EXISTS (
            SELECT 1 FROM offers_bucket WHERE quota_id = ANY (v_nodes) AND "left" > 0);
        v_node := sec.offer_take(v_nodes, p_start);
        EXIT WHEN v_node IS NOT NULL;
    END LOOP;
    RETURN v_node;
END
$$;

-- What still comes: "next" within reach of a place, "soon" of the whole offer; null for nothing.
CREATE OR REPLACE FUNCTION sec.offer_next(p_offer uuid, p_path text, p_at timestamptz)
RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_soon timestamptz;
    v_next timestamptz;
BEGIN
    SELECT min(at) INTO v_soon FROM offers_portion
    WHERE offer_id = p_offer AND "end" = '' AND at > p_at;
    IF v_soon IS NOT NULL THEN
        SELECT min(at) INTO v_next FROM offers_portion
        WHERE offer_id = p_offer AND "end" = '' AND at > p_at
          AND quota_id = ANY (sec.offer_nodes(p_offer, p_path));
    END IF;
    RETURN jsonb_build_object('soon', v_soon, 'next', v_next);
END
$$;

-- Plan a portion of one of the acting union's offers; '' or why not. p: id, kept, line, offer,
-- quota, quantity, at, label, reason, by, now; `fresh`: the units come in with it.
CREATE OR REPLACE FUNCTION api.portion_plan(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine((p->>'offer')::uuid);
    q offers_quota;
    v_at timestamptz := (p->>'at')::timestamptz;
    v_now timestamptz := (p->>'now')::timestamptz;
    v_code text;
BEGIN
    -- The order of whoever lets units in: offer, list, nodes.
    PERFORM 1 FROM offers_offer WHERE id = o.id FOR NO KEY UPDATE;
    PERFORM sec.offer_list(o);
    SELECT * INTO q FROM offers_quota
    WHERE offer_id = o.id AND id = (p->>'quota')::uuid AND kind = 'share';
    IF q.id IS NULL THEN
        RETURN 'no_such_move';
    ELSIF o.state NOT IN ('draft', 'open', 'paused') THEN
        RETURN 'over';
    ELSIF v_at <= v_now THEN
        RETURN 'past';
    ELSIF v_at >= o.closes_at THEN
        RETURN 'too_late';
    END IF;
    BEGIN
        INSERT INTO offers_quota (id, org_root, org_path, offer_id, parent_id, owner_id, org_id,
                                  org_name, kind, label, borrow, granted, depth)
        VALUES ((p->>'kept')::uuid, q.org_root, q.org_path, o.id, q.id, o.org_id, q.org_id,
                q.org_name, 'portion', p->>'label', false, 0, q.depth + 1);
        INSERT INTO offers_bucket (quota_id, slot, "left") VALUES ((p->>'kept')::uuid, 0, 0);
        INSERT INTO offers_portion (id, org_root, org_path, offer_id, org_id, quota_id, kept_id,
                                    quantity, at, by_name, planned_at, "end")
        VALUES ((p->>'id')::uuid, o.org_root, o.org_path, o.id, o.org_id, q.id, (p->>'kept')::uuid,
                (p->>'quantity')::integer, v_at, p->>'by', v_now, '');
        v_code := sec.offer_shift(o, jsonb_build_object('id', p->>'line', 'to', p->>'kept',
            'from', CASE WHEN (p->>'fresh')::boolean THEN NULL ELSE q.id END,
            'verb', CASE WHEN (p->>'fresh')::boolean THEN 'receive' ELSE 'reserve' END,
            'quantity', p->'quantity', 'reason', p->>'reason', 'by', p->>'by', 'at', v_now));
        IF v_code <> '' THEN
            RAISE EXCEPTION 'refused' USING ERRCODE = 'NJ422';
        END IF;
    EXCEPTION WHEN SQLSTATE 'NJ422' THEN
        -- Nothing of it stays.
    END;
    RETURN v_code;
END
$$;

-- A portion that shall not come as planned; '' or why not. Before workers saw the offer the units go
-- back where they came from; afterwards to a reserve, `keep`: nobody gets one early by a side door.
-- p: offer, portion, keep, line, reason, by, now.
CREATE OR REPLACE FUNCTION api.portion_off(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine((p->>'offer')::uuid);
    v_now timestamptz := (p->>'now')::timestamptz;
    v_draft boolean := o.state = 'draft';
    f offers_portion;
BEGIN
    PERFORM sec.offer_list(o);
    SELECT * INTO f FROM offers_portion
    WHERE id = (p->>'portion')::uuid AND offer_id = o.id AND "end" = '' FOR UPDATE;
    IF f.id IS NULL OR (NOT v_draft AND f.at <= v_now) THEN
        RETURN 'out_already';
    ELSIF NOT v_draft AND coalesce(p->>'reason', '') = '' THEN
        RETURN 'no_reason';
    END IF;
    IF NOT v_draft THEN
        INSERT INTO offers_quota (id, org_root, org_path, offer_id, parent_id, owner_id, org_id,
                                  org_name, kind, label, borrow, granted, depth)
        SELECT (p->>'keep')::uuid, q.org_root, q.org_path, o.id, q.id, o.org_id, q.org_id,
               q.org_name, 'reserve', left(p->>'reason', 60), false, 0, q.depth + 1
        FROM offers_quota q WHERE q.id = f.quota_id;
        INSERT INTO offers_bucket (quota_id, slot, "left")
        SELECT (p->>'keep')::uuid, s, 0 FROM generate_series(0, o.counters - 1) s;
    END IF;
    UPDATE offers_portion SET "end" = 'off', ended_at = v_now WHERE id = f.id;
    RETURN sec.offer_shift(o, jsonb_build_object('id', p->>'line', 'from', f.kept_id,
        'to', CASE WHEN v_draft THEN f.quota_id ELSE (p->>'keep')::uuid END,
        'verb', CASE WHEN v_draft THEN 'return' ELSE 'reserve' END,
        'quantity', f.quantity, 'reason', p->>'reason', 'by', p->>'by', 'at', v_now));
END
$$;

-- Everything that is due, of at most so many offers: which ones. For the house.
CREATE OR REPLACE FUNCTION api.portions_out(p_at timestamptz, p_most integer) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer;
    v_out uuid[] := '{}';
BEGIN
    IF current_setting('role') <> 'nj_system' OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    -- In the order in which lists are locked by nobody else: one list, one offer after the other.
    FOR o IN SELECT x.* FROM offers_offer x WHERE x.id IN (
                 SELECT f.offer_id FROM offers_portion f WHERE f."end" = '' AND f.at <= p_at)
               AND x.state IN ('open', 'paused') AND x.closes_at > p_at
             ORDER BY coalesce(x.equals, x.id), x.id LIMIT p_most LOOP
        IF sec.offer_due(o, p_at) THEN
            v_out := v_out || o.id;
        END IF;
    END LOOP;
    RETURN v_out;
END
$$;
