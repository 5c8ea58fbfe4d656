-- Voucher codes of suppliers: secret until their holder opens them, each issued once.

-- The code that goes off first, for a claim; NULL when there is none. Whoever has a unit locks one
-- code at most, so a free one is found at once; the pool is empty only when it is so after waiting
-- for those that others hold.
CREATE OR REPLACE FUNCTION sec.issue_code(p_offer uuid, p_claim uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_day date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
    v_code uuid;
BEGIN
    SELECT id INTO v_code FROM offers_code
    WHERE offer_id = p_offer AND state = 'pool' AND until >= v_day
    ORDER BY until, id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF v_code IS NULL THEN
        SELECT id INTO v_code FROM offers_code
        WHERE offer_id = p_offer AND state = 'pool' AND until >= v_day
        ORDER BY until, id LIMIT 1 FOR UPDATE;
    END IF;
    UPDATE offers_code SET state = 'issued', claim_id = p_claim, issued_at = now(), moved_at = now()
    WHERE id = v_code;
    RETURN v_code;
END
$$;

-- Its holder opens a code: from now on it is never anybody else's, and the claim waits for as long
-- as the supplier takes the code and its list may take to come.
CREATE OR REPLACE FUNCTION api.see_code(p_claim uuid, p_at timestamptz, p_due timestamptz)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE offers_code c SET seen_at = p_at
    WHERE c.claim_id = p_claim AND c.state = 'issued' AND c.seen_at IS NULL
      AND EXISTS (SELECT 1 FROM offers_claim k WHERE k.id = p_claim AND k.person_id = sec.me());
    IF FOUND THEN
        UPDATE offers_claim SET due_at = p_due WHERE id = p_claim AND state IN ('granted', 'ready');
    END IF;
END
$$;

-- A claim came to nothing: a code nobody opened goes back into the pool; an opened one is spent.
-- Returns pool or expired, or nothing when the claim had none.
CREATE OR REPLACE FUNCTION sec.return_code(p_claim uuid, p_at timestamptz) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE offers_code SET
        state = CASE WHEN seen_at IS NULL AND until >= p_at::date THEN 'pool' ELSE 'expired' END,
        claim_id = CASE WHEN seen_at IS NULL AND until >= p_at::date THEN NULL ELSE claim_id END,
        issued_at = CASE WHEN seen_at IS NULL AND until >= p_at::date THEN NULL ELSE issued_at END,
        moved_at = p_at
    WHERE claim_id = p_claim AND state = 'issued'
    RETURNING state;
$$;

-- What a supplier says was used: [{line, index, at, shop}] of one of the acting union's own offers.
-- What became of each line: done; again (told before); stray (never issued: somebody knew it);
-- late (spent here already, and yet used: it is paid); unknown.
CREATE OR REPLACE FUNCTION api.redeem_codes(p_offer uuid, p_lines jsonb, p_at timestamptz)
RETURNS TABLE (line integer, became text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine(p_offer);
    l record;
    c offers_code;
BEGIN
    FOR l IN SELECT x.line, x.index, x.at, x.shop
             FROM jsonb_to_recordset(p_lines) x(line integer, index text, at timestamptz, shop text)
             ORDER BY x.index, x.line LOOP
        SELECT * INTO c FROM offers_code WHERE offer_id = o.id AND index = l.index FOR UPDATE;
        line := l.line;
        became := CASE WHEN c.id IS NULL THEN 'unknown'
                       WHEN c.state IN ('redeemed', 'stray') THEN 'again'
                       WHEN c.state = 'pool' THEN 'stray'
                       WHEN c.state = 'expired' THEN 'late'
                       ELSE 'done' END;
        IF became IN ('done', 'stray', 'late') THEN
            UPDATE offers_code SET
                state = CASE WHEN became = 'stray' THEN 'stray' ELSE 'redeemed' END,
                redeemed_at = l.at, shop = coalesce(l.shop, ''), moved_at = p_at
            WHERE id = c.id;
        END IF;
        IF became = 'done' THEN
            UPDATE offers_claim SET state = 'redeemed', moved_at = p_at, closed_at = p_at, due_at = NULL
            WHERE id = c.claim_id AND state IN ('granted', 'ready');
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- What was not used in time, some days after the supplier's last day: nobody gets it any more. The
-- claims of those that were issued have lapsed before.
CREATE OR REPLACE FUNCTION api.expire_codes(p_before date, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_many integer;
BEGIN
    IF current_setting('role') <> 'nj_system' OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    UPDATE offers_code SET state = 'expired', moved_at = p_at
    WHERE until < p_before AND (state = 'pool' OR (state = 'issued' AND NOT EXISTS (
        SELECT 1 FROM offers_claim k WHERE k.id = claim_id AND k.state IN ('granted', 'ready'))));
    GET DIAGNOSTICS v_many = ROW_COUNT;
    RETURN v_many;
END
$$;

-- How many codes of offers stand where, for the acting union's own ones: offer, batch, state, codes,
-- of the issued ones those that were opened.
CREATE OR REPLACE FUNCTION api.code_counts(p_offer uuid)
RETURNS TABLE (batch uuid, state text, codes bigint, seen bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine(p_offer);
BEGIN
    RETURN QUERY SELECT c.batch_id, c.state::text, count(*), count(c.seen_at) FROM offers_code c
    WHERE c.offer_id = o.id GROUP BY 1, 2;
END
$$;

-- Units for codes of a delivery that are in the pool now, at the offer's own node, with their line and
-- their money; '' or why not. By the union, and by the house for what the union brought. p: line,
-- batch, many, reason, at.
CREATE OR REPLACE FUNCTION api.codes_in(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := current_setting('role');
    b offers_codebatch;
    o offers_offer;
BEGIN
    IF v_role NOT IN ('nj_staff', 'nj_system', 'nj_keeper') OR NOT sec.ok(v_role) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO b FROM offers_codebatch WHERE id = (p->>'batch')::uuid AND (v_role = 'nj_system'
        OR (org_id = NULLIF(current_setting('app.org', true), '')::uuid
            AND org_path = current_setting('app.path', true)));
    IF b.id IS NULL THEN
        RAISE EXCEPTION 'no such delivery' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO o FROM offers_offer WHERE id = b.offer_id;
    RETURN sec.offer_shift(o, jsonb_build_object('id', p->>'line', 'verb', 'receive',
        'to', (SELECT id FROM offers_quota WHERE offer_id = o.id AND depth = 0 AND kind = 'share'),
        'quantity', p->'many', 'reason', p->>'reason', 'by', b.by_name, 'at', p->>'at'));
END
$$;
