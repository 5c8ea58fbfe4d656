-- Money of campaigns. These two functions alone write its counters; every change leaves an entry.

-- A campaign and its tracks, as they were typed. Nothing is promised yet.
CREATE OR REPLACE FUNCTION api.budget_open(p_campaign jsonb, p_lines jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c offers_campaign := jsonb_populate_record(NULL::offers_campaign, p_campaign);
BEGIN
    PERFORM sec.offer_union(c.org_path);
    IF current_setting('role') <> 'nj_keeper'
       AND (c.org_id <> NULLIF(current_setting('app.org', true), '')::uuid
            OR c.org_path <> current_setting('app.path', true)
            OR c.org_root <> current_setting('app.root', true)) THEN
        RAISE EXCEPTION 'not of this union' USING ERRCODE = '42501';
    END IF;
    c.allotted := (SELECT coalesce(sum((one->>'allotted')::bigint), 0)
                   FROM jsonb_array_elements(p_lines) one);
    INSERT INTO offers_campaign SELECT (c).*;
    INSERT INTO offers_budgetline (id, org_root, org_path, org_id, campaign_id, position, title,
                                   allotted, committed, spent)
    SELECT (one->>'id')::uuid, c.org_root, c.org_path, c.org_id, c.id, n, one->>'title',
           (one->>'allotted')::bigint, 0, 0
    FROM jsonb_array_elements(p_lines) WITH ORDINALITY x(one, n);
    INSERT INTO offers_budgetentry (id, org_root, org_path, line_id, subject_id, title, verb,
                                    amount, "left", reason, by_id, by_name, at)
    SELECT gen_random_uuid(), c.org_root, c.org_path, (one->>'id')::uuid, c.id, c.title, 'allot',
           (one->>'allotted')::bigint, (one->>'allotted')::bigint, c.basis, c.by_id, c.by_name,
           c.created_at
    FROM jsonb_array_elements(p_lines) one WHERE (one->>'allotted')::bigint > 0;
END
$$;

-- One change of a track. `verb` is allot or free (between the track and what the campaign has not
-- given to any), commit or release (a promise), spend or refund (of a promise). One row is locked
-- (two for allot and free, the campaign first): concurrent promises wait for one another, and the
-- last one sees what is left. Returns {done, left, room}: `room` is how much this verb could take.
CREATE OR REPLACE FUNCTION api.budget_book(p_entry jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e offers_budgetentry := jsonb_populate_record(NULL::offers_budgetentry, p_entry);
    v_path text := current_setting('app.path', true);
    v_own boolean;
    v_room bigint;
    v_promised bigint;
    v_paid bigint;
    c offers_campaign;
    l offers_budgetline;
BEGIN
    IF current_setting('role') <> 'nj_keeper'
       AND NOT (sec.is_union() AND current_setting('role') = 'nj_staff')
       AND NOT (current_setting('role') = 'nj_system' AND sec.ok('nj_system')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT x.* INTO c FROM offers_campaign x JOIN offers_budgetline y ON y.campaign_id = x.id
    WHERE y.id = e.line_id;
    v_own := current_setting('role') <> 'nj_staff'
        OR c.org_id = NULLIF(current_setting('app.org', true), '')::uuid;
    IF c.id IS NULL OR NOT (v_own OR (c.org_root = current_setting('app.root', true)
        AND c.shared AND e.verb IN ('commit', 'release') AND starts_with(v_path, c.org_path)
        AND EXISTS (SELECT 1 FROM offers_offer o WHERE o.id = e.subject_id
                    AND o.org_id = NULLIF(current_setting('app.org', true), '')::uuid))) THEN
        RETURN jsonb_build_object('done', false, 'why', 'absent');
    END IF;
    IF current_setting('role') = 'nj_staff' THEN
        e.by_id := sec.me();
    END IF;
    IF e.verb IN ('allot', 'free') THEN
        SELECT * INTO c FROM offers_campaign WHERE id = c.id FOR UPDATE;
    END IF;
    SELECT * INTO l FROM offers_budgetline WHERE id = e.line_id FOR UPDATE;
    IF c.state NOT IN ('running', 'draft') AND e.verb IN ('allot', 'commit')
       OR c.state = 'draft' AND e.verb <> 'allot' AND e.verb <> 'free' THEN
        RETURN jsonb_build_object('done', false, 'why', 'not_running');
    END IF;
    SELECT coalesce(sum(CASE verb WHEN 'commit' THEN amount WHEN 'release' THEN -amount END), 0),
           coalesce(sum(CASE verb WHEN 'spend' THEN amount WHEN 'refund' THEN -amount END), 0)
    INTO v_promised, v_paid
    FROM offers_budgetentry WHERE line_id = l.id AND subject_id = e.subject_id
      AND verb IN ('commit', 'release', 'spend', 'refund');
    v_room := CASE e.verb
        WHEN 'allot' THEN c.budget - c.allotted
        WHEN 'free' THEN l.allotted - l.committed
        WHEN 'commit' THEN l.allotted - l.committed
        WHEN 'release' THEN v_promised - v_paid
        WHEN 'spend' THEN v_promised - v_paid
        WHEN 'refund' THEN v_paid END;
    IF e.amount IS NULL OR e.amount <= 0 OR v_room IS NULL OR e.amount > v_room THEN
        RETURN jsonb_build_object('done', false, 'why', 'room', 'room', v_room,
                                  'left', l.allotted - l.committed);
    END IF;
    IF e.verb IN ('allot', 'free') THEN
        UPDATE offers_campaign SET allotted = allotted
            + CASE e.verb WHEN 'allot' THEN e.amount ELSE -e.amount END WHERE id = c.id;
    END IF;
    UPDATE offers_budgetline SET
        allotted = allotted + CASE e.verb WHEN 'allot' THEN e.amount WHEN 'free' THEN -e.amount
                                          ELSE 0 END,
        committed = committed + CASE e.verb WHEN 'commit' THEN e.amount
                                            WHEN 'release' THEN -e.amount ELSE 0 END,
        spent = spent + CASE e.verb WHEN 'spend' THEN e.amount WHEN 'refund' THEN -e.amount
                                    ELSE 0 END
    WHERE id = l.id RETURNING * INTO l;
    e."left" := l.allotted - l.committed;
    e.org_root := l.org_root;
    e.org_path := l.org_path;
    INSERT INTO offers_budgetentry SELECT (e).*;
    RETURN jsonb_build_object('done', true, 'left', e."left", 'room', v_room - e.amount);
END
$$;

-- What campaigns are called of which something is within the caller's reach, and how many offers
-- that is. Workers have no grant on campaigns: what they cost is between a union and its books.
CREATE OR REPLACE FUNCTION api.offer_hampers(p_campaigns uuid[])
RETURNS TABLE (id uuid, title text, words text, org_name text, offers bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('role') NOT IN ('nj_worker', 'nj_keeper')
       OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT c.id, c.title::text, c.text::text, c.org_name::text, count(*)
    FROM offers_campaign c JOIN offers_offer o ON o.campaign_id = c.id
    WHERE c.id = ANY (p_campaigns) AND o.state NOT IN ('draft', 'withdrawn')
      AND o.mode <> 'handout' AND o.org_root = current_setting('app.root', true)
      AND o.org_path = ANY (sec.path_prefixes(current_setting('app.path', true)))
    GROUP BY c.id ORDER BY c.id DESC;
END
$$;

-- What was approved for a running campaign is raised or lowered by its chair, on a paper: amount is
-- fen, below none to lower. With a track it goes there, or is taken from what nothing is promised of
-- there; without one it stays with, or comes from, what no track holds. p: id, entry, campaign, line,
-- amount, paper, reason, by, at. Returns {done, before, after} or why not with the room there is.
CREATE OR REPLACE FUNCTION api.budget_change(p jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_fen bigint := (p->>'amount')::bigint;
    v_at timestamptz := (p->>'at')::timestamptz;
    v_line uuid := (p->>'line')::uuid;
    v_me uuid := sec.me();
    v_room bigint;
    c offers_campaign;
    l offers_budgetline;
BEGIN
    IF current_setting('role') <> 'nj_keeper' AND NOT (sec.is_union()
       AND current_setting('role') = 'nj_staff' AND current_setting('app.post', true) = 'chair') THEN
        RAISE EXCEPTION 'only the chair approves' USING ERRCODE = '42501';
    END IF;
    -- The campaign before its tracks, as api.budget_book.
    SELECT * INTO c FROM offers_campaign WHERE id = (p->>'campaign')::uuid
        AND org_id = NULLIF(current_setting('app.org', true), '')::uuid
        AND org_path = current_setting('app.path', true) FOR UPDATE;
    IF v_line IS NOT NULL THEN
        SELECT * INTO l FROM offers_budgetline WHERE id = v_line AND campaign_id = c.id FOR UPDATE;
    END IF;
    IF c.id IS NULL OR l.id IS DISTINCT FROM v_line THEN
        RETURN jsonb_build_object('done', false, 'why', 'absent');
    ELSIF c.state <> 'running' THEN
        RETURN jsonb_build_object('done', false, 'why', 'not_running');
    END IF;
    v_room := CASE WHEN v_line IS NULL THEN c.budget - c.allotted ELSE l.allotted - l.committed END;
    IF v_fen = 0 OR -v_fen > v_room OR c.budget + v_fen <= 0 THEN
        RETURN jsonb_build_object('done', false, 'why', 'room', 'room', v_room);
    END IF;
    UPDATE offers_campaign SET budget = budget + v_fen,
        allotted = allotted + CASE WHEN v_line IS NULL THEN 0 ELSE v_fen END
    WHERE id = c.id;
    INSERT INTO offers_budgetchange (id, org_root, org_path, campaign_id, line_id, before, after,
                                     paper, reason, by_id, by_name, at)
    VALUES ((p->>'id')::uuid, c.org_root, c.org_path, c.id, v_line, c.budget, c.budget + v_fen,
            p->>'paper', p->>'reason', v_me, p->>'by', v_at);
    IF v_line IS NOT NULL THEN
        UPDATE offers_budgetline SET allotted = allotted + v_fen WHERE id = l.id RETURNING * INTO l;
        INSERT INTO offers_budgetentry (id, org_root, org_path, line_id, subject_id, title, verb,
                                        amount, "left", reason, by_id, by_name, at)
        VALUES ((p->>'entry')::uuid, l.org_root, l.org_path, l.id, c.id, c.title,
                CASE WHEN v_fen > 0 THEN 'allot' ELSE 'free' END, abs(v_fen),
                l.allotted - l.committed, p->>'paper', v_me, p->>'by', v_at);
    END IF;
    RETURN jsonb_build_object('done', true, 'before', c.budget, 'after', c.budget + v_fen);
END
$$;
