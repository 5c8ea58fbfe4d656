-- Goods at points: the only way a shelf changes. Never below none, and every change leaves a line.

-- A point the acting cadre's union keeps, itself or one below; goods of the union, below or above.
CREATE OR REPLACE FUNCTION sec.stock_point(p_point uuid) RETURNS offers_point
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    p offers_point;
BEGIN
    IF current_setting('role') NOT IN ('nj_staff', 'nj_keeper') OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO p FROM offers_point
    WHERE id = p_point AND org_root = current_setting('app.root', true)
      AND starts_with(org_path, current_setting('app.path', true));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such point' USING ERRCODE = '42501';
    END IF;
    RETURN p;
END
$$;

CREATE OR REPLACE FUNCTION sec.stock_item(p_item uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM offers_item
    WHERE id = p_item AND org_root = current_setting('app.root', true)
      AND (starts_with(org_path, current_setting('app.path', true))
           OR starts_with(current_setting('app.path', true), org_path));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such goods' USING ERRCODE = '42501';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION sec.stock_line(p offers_point, p_item uuid, p_verb text,
    p_quantity integer, p_beyond integer, p_expires date, p_facts jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO offers_pointline (id, org_root, org_path, point_id, item_id, verb, quantity, beyond,
        expires, source, who, paper, reason, claim_id, receipt_id, by_id, by_name, at)
    VALUES (gen_random_uuid(), p.org_root, p.org_path, p.id, p_item, p_verb, p_quantity, p_beyond,
        p_expires, coalesce(p_facts->>'source', ''), coalesce(p_facts->>'who', ''),
        coalesce(p_facts->>'paper', ''), coalesce(p_facts->>'reason', ''),
        (p_facts->>'claim_id')::uuid, (p_facts->>'receipt_id')::uuid,
        sec.me(), p_facts->>'by_name', (p_facts->>'at')::timestamptz);
$$;

CREATE OR REPLACE FUNCTION sec.stock_put(p offers_point, p_item uuid, p_quantity integer,
    p_expires date, p_verb text, p_facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO offers_shelf AS s (id, org_root, org_path, point_id, item_id, expires, "left")
    VALUES (gen_random_uuid(), p.org_root, p.org_path, p.id, p_item, p_expires, p_quantity)
    ON CONFLICT (point_id, item_id, expires) DO UPDATE SET "left" = s."left" + p_quantity;
    PERFORM sec.stock_line(p, p_item, p_verb, p_quantity, 0, p_expires, p_facts);
END
$$;

-- Take from the shelves what goes off first. What has gone off is never handed out. Nothing is
-- taken, and -1 returned, when there is not enough; with `p_beyond` what was short is written down
-- and returned. The shelves taken from come back in `p_taken`: [[quantity, expires], …].
CREATE OR REPLACE FUNCTION sec.stock_take(p offers_point, p_item uuid, p_quantity integer,
    p_verb text, p_beyond boolean, p_facts jsonb, OUT short integer, OUT taken jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_day date := (p_facts->>'day')::date;
    v_rest integer := p_quantity;
    v_now integer;
    s record;
BEGIN
    taken := '[]';
    FOR s IN
        SELECT id, expires, "left" FROM offers_shelf
        WHERE point_id = p.id AND item_id = p_item AND "left" > 0
          AND (p_verb <> 'hand' OR expires IS NULL OR expires >= v_day)
        ORDER BY expires NULLS LAST FOR UPDATE
    LOOP
        EXIT WHEN v_rest = 0;
        v_now := least(v_rest, s."left");
        taken := taken || jsonb_build_array(jsonb_build_array(v_now, s.expires, s.id));
        v_rest := v_rest - v_now;
    END LOOP;
    IF v_rest > 0 AND NOT p_beyond THEN
        short := -1;
        taken := '[]';
        RETURN;
    END IF;
    UPDATE offers_shelf f SET "left" = f."left" - (t->>0)::integer
    FROM jsonb_array_elements(taken) t WHERE f.id = (t->>2)::uuid;
    PERFORM sec.stock_line(p, p_item, p_verb, -(t->>0)::integer, 0, (t->>1)::date, p_facts)
    FROM jsonb_array_elements(taken) t;
    IF v_rest > 0 THEN
        PERFORM sec.stock_line(p, p_item, p_verb, 0, v_rest, NULL, p_facts);
    END IF;
    short := v_rest;
END
$$;

-- Something came.
CREATE OR REPLACE FUNCTION api.stock_receive(p_point uuid, p_item uuid, p_quantity integer,
    p_expires date, p_facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    p offers_point := sec.stock_point(p_point);
BEGIN
    PERFORM sec.stock_item(p_item);
    PERFORM sec.stock_put(p, p_item, p_quantity, p_expires, 'receive', p_facts);
END
$$;

-- Something goes: hand, spoil, back; or offline, which may be more than the books have.
CREATE OR REPLACE FUNCTION api.stock_out(p_point uuid, p_item uuid, p_quantity integer,
    p_verb text, p_facts jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    p offers_point := sec.stock_point(p_point);
BEGIN
    PERFORM sec.stock_item(p_item);
    IF p_verb NOT IN ('hand', 'spoil', 'back', 'offline') OR p_quantity < 1 THEN
        RAISE EXCEPTION 'no such verb' USING ERRCODE = '22023';
    END IF;
    RETURN (sec.stock_take(p, p_item, p_quantity, p_verb, p_verb = 'offline', p_facts)).short;
END
$$;

-- From one point to another, each pack with the day it goes off. The lower id is locked first.
CREATE OR REPLACE FUNCTION api.stock_send(p_from uuid, p_to uuid, p_item uuid, p_quantity integer,
    p_facts jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    a offers_point := sec.stock_point(p_from);
    b offers_point := sec.stock_point(p_to);
    v record;
BEGIN
    PERFORM sec.stock_item(p_item);
    PERFORM 1 FROM offers_shelf WHERE item_id = p_item AND point_id IN (p_from, p_to)
    ORDER BY point_id, expires FOR UPDATE;
    v := sec.stock_take(a, p_item, p_quantity, 'send', false, p_facts || jsonb_build_object('who', b.name));
    PERFORM sec.stock_put(b, p_item, (t->>0)::integer, (t->>1)::date, 'arrive',
                          p_facts || jsonb_build_object('who', a.name))
    FROM jsonb_array_elements(v.taken) t;
    RETURN v.short;
END
$$;

-- What was counted by hand is what is there; the difference is a line. Returns it.
CREATE OR REPLACE FUNCTION api.stock_count(p_point uuid, p_item uuid, p_counted integer,
    p_facts jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    p offers_point := sec.stock_point(p_point);
    v_left integer;
    v_last date;
BEGIN
    PERFORM sec.stock_item(p_item);
    PERFORM 1 FROM offers_shelf WHERE point_id = p.id AND item_id = p_item ORDER BY expires FOR UPDATE;
    SELECT coalesce(sum("left"), 0) INTO v_left FROM offers_shelf WHERE point_id = p.id AND item_id = p_item;
    IF p_counted < v_left THEN
        PERFORM sec.stock_take(p, p_item, v_left - p_counted, 'count', false, p_facts);
    ELSIF p_counted > v_left THEN
        SELECT expires INTO v_last FROM offers_shelf
        WHERE point_id = p.id AND item_id = p_item ORDER BY expires DESC NULLS FIRST LIMIT 1;
        PERFORM sec.stock_put(p, p_item, p_counted - v_left, v_last, 'count', p_facts);
    ELSE
        PERFORM sec.stock_line(p, p_item, 'count', 0, 0, NULL, p_facts);
    END IF;
    RETURN p_counted - v_left;
END
$$;

-- One pack to somebody without a name. done; again (this plate had one today, here or elsewhere);
-- none (nothing left that may be handed out).
CREATE OR REPLACE FUNCTION api.gate_hand(p_point uuid, p_item uuid, p_blind text, p_id uuid,
    p_facts jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    p offers_point := sec.stock_point(p_point);
    v_day date := (p_facts->>'day')::date;
    v record;
BEGIN
    PERFORM sec.stock_item(p_item);
    INSERT INTO offers_handout (id, org_root, item_id, point_id, day, token)
    VALUES (p_id, p.org_root, p_item, p.id, v_day, sec.day_token(p.org_root, v_day, p_blind))
    ON CONFLICT (item_id, day, token) DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'again';
    END IF;
    v := sec.stock_take(p, p_item, 1, 'hand', false, p_facts);
    IF v.short <> 0 THEN
        DELETE FROM offers_handout WHERE id = p_id;
        RETURN 'none';
    END IF;
    UPDATE offers_handout SET expires = (v.taken->0->>1)::date WHERE id = p_id;
    RETURN 'done';
END
$$;

-- The last one was a slip of the hand: the pack goes back, and the token may have another.
CREATE OR REPLACE FUNCTION api.gate_undo(p_id uuid, p_facts jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    h offers_handout;
    p offers_point;
BEGIN
    SELECT * INTO h FROM offers_handout WHERE id = p_id;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    p := sec.stock_point(h.point_id);
    DELETE FROM offers_handout WHERE id = p_id;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM sec.stock_put(p, h.item_id, 1, h.expires, 'undo', p_facts);
    RETURN true;
END
$$;

-- What was handed out for a claim, or against a receipt, goes back where it stood. Returns how many.
CREATE OR REPLACE FUNCTION api.stock_undo(p_claim uuid, p_receipt uuid, p_facts jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_back integer := 0;
    l record;
BEGIN
    FOR l IN
        SELECT point_id, item_id, expires, -sum(quantity)::integer AS n FROM offers_pointline
        WHERE (claim_id = p_claim OR receipt_id = p_receipt) AND verb IN ('hand', 'undo')
        GROUP BY point_id, item_id, expires HAVING sum(quantity) < 0
    LOOP
        PERFORM sec.stock_put(sec.stock_point(l.point_id), l.item_id, l.n, l.expires, 'undo',
            p_facts || jsonb_build_object('claim_id', p_claim, 'receipt_id', p_receipt));
        v_back := v_back + l.n;
    END LOOP;
    RETURN v_back;
END
$$;
