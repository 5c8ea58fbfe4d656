-- A claim of a scarce thing: one function, one round trip. Nothing is counted twice and nobody is
-- told "gone" while a unit is there: that is said only when every counter within reach is empty in
-- one look. What is refused has written nothing.
--
-- Order of locks, for whoever holds more than one: list (advisory), deeper nodes before higher,
-- node by id, counter by slot. A claim of one unit waits for a counter while it holds none.

-- Nodes somebody of this place may take from, the own one first, up while a node borrows.
CREATE OR REPLACE FUNCTION sec.offer_nodes(p_offer uuid, p_path text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_above text[] := sec.path_prefixes(p_path);
    v_nodes uuid[];
    q record;
BEGIN
    FOR q IN SELECT id, borrow FROM offers_quota
             WHERE offer_id = p_offer AND kind = 'share' AND org_path = ANY (v_above)
             ORDER BY depth DESC LOOP
        v_nodes := v_nodes || q.id;
        EXIT WHEN NOT q.borrow;
    END LOOP;
    RETURN v_nodes;
END
$$;

-- One unit off one of these nodes, the first before the rest: the node, or NULL when all are empty.
-- A free counter from a random start; else wait for the ones that others hold.
CREATE OR REPLACE FUNCTION sec.offer_take(p_nodes uuid[], p_start integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_node uuid;
    v_slot smallint;
BEGIN
    LOOP
        FOREACH v_node IN ARRAY p_nodes LOOP
            SELECT slot INTO v_slot FROM offers_bucket
            WHERE quota_id = v_node AND "left" > 0
            ORDER BY (slot + p_start) % 64 LIMIT 1 FOR UPDATE SKIP LOCKED;
            IF FOUND THEN
                UPDATE offers_bucket SET "left" = "left" - 1
                WHERE quota_id = v_node AND slot = v_slot;
                RETURN v_node;
            END IF;
            FOR v_slot IN SELECT slot FROM offers_bucket
                          WHERE quota_id = v_node AND "left" > 0 ORDER BY slot LOOP
                UPDATE offers_bucket SET "left" = "left" - 1
                WHERE quota_id = v_node AND slot = v_slot AND "left" > 0;
                IF FOUND THEN
                    RETURN v_node;
                END IF;
            END LOOP;
        END LOOP;
        IF NOT EXISTS (SELECT 1 FROM offers_bucket
                       WHERE quota_id = ANY (p_nodes) AND "left" > 0) THEN
            RETURN NULL;
        END IF;
    END LOOP;
END
$$;

-- A unit for each of these places, all or none: the nodes, or NULL.
CREATE OR REPLACE FUNCTION sec.offer_take_all(p_offer uuid, p_paths text[]) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_path text;
    v_node uuid;
    v_slot smallint;
    v_nodes uuid[] := '{}';
    v_slots smallint[] := '{}';
BEGIN
    PERFORM 1 FROM offers_bucket b JOIN offers_quota q ON q.id = b.quota_id
    WHERE q.id IN (SELECT unnest(sec.offer_nodes(p_offer, p)) FROM unnest(p_paths) p)
    ORDER BY q.depth DESC, q.id, b.slot FOR UPDATE OF b;
    FOREACH v_path IN ARRAY p_paths LOOP
        v_slot := NULL;
        FOREACH v_node IN ARRAY coalesce(sec.offer_nodes(p_offer, v_path), '{}') LOOP
            SELECT slot INTO v_slot FROM offers_bucket
            WHERE quota_id = v_node AND "left" > 0 ORDER BY "left" DESC, slot LIMIT 1;
            EXIT WHEN FOUND;
        END LOOP;
        IF v_slot IS NULL THEN
            UPDATE offers_bucket b SET "left" = b."left" + t.n
            FROM (SELECT node, slot, count(*) AS n
                  FROM unnest(v_nodes, v_slots) AS x(node, slot) GROUP BY node, slot) t
            WHERE b.quota_id = t.node AND b.slot = t.slot;
            RETURN NULL;
        END IF;
        UPDATE offers_bucket SET "left" = "left" - 1 WHERE quota_id = v_node AND slot = v_slot;
        v_nodes := v_nodes || v_node;
        v_slots := v_slots || v_slot;
    END LOOP;
    RETURN v_nodes;
END
$$;

-- What a period's claims are counted under.
CREATE OR REPLACE FUNCTION sec.offer_period(p_period text, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT left(to_char(p_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'),
                CASE p_period WHEN 'day' THEN 10 WHEN 'month' THEN 7 WHEN 'year' THEN 4 ELSE 0 END);
$$;

-- Whether one person may have one more: {"code": "" or why not, and facts of it}. `p_taken` are the
-- places of the household that the same claim has taken already.
CREATE OR REPLACE FUNCTION sec.claim_fits(o offers_offer, p_person uuid, p_at timestamptz,
    p_taken integer[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_facts jsonb := '{}';
    v_fails integer[];
    v_period text := sec.offer_period(o.period, p_at);
    v_had uuid[];
    v_nths smallint[];
    v_house uuid;
    v_nth integer := 1;
    v_house_nth integer := 1;
BEGIN
    IF o.clauses <> '[]' OR o.per_household > 0 THEN
        v_facts := sec.offer_facts(p_person, o.org_root,
                                   (p_at AT TIME ZONE 'Asia/Shanghai')::date);
        v_fails := sec.offer_fails(v_facts, o.clauses);
        IF v_facts IS NULL OR cardinality(v_fails) > 0 THEN
            RETURN jsonb_build_object('code', 'not_entitled', 'person', p_person,
                                      'fails', to_jsonb(v_fails), 'facts', v_facts,
                'clauses', (SELECT jsonb_agg(o.clauses->n ORDER BY n) FROM unnest(v_fails) n));
        END IF;
    END IF;
    -- The offer is compared so that no index by offer fits: before the first ANALYZE of a drop the
    -- planner takes any of them for equally good, and would read all claims of it for every claim.
    SELECT array_agg(id ORDER BY id), array_agg(nth ORDER BY id) INTO v_had, v_nths
    FROM offers_claim
    WHERE person_id = p_person AND offer_id IS NOT DISTINCT FROM o.id AND period = v_period
      AND state IN ('asked', 'granted', 'ready', 'sent', 'collected', 'delivered', 'redeemed');
    IF v_had IS NOT NULL THEN
        IF o.per_person > 0 AND cardinality(v_had) >= o.per_person THEN
            RETURN jsonb_build_object('code', 'already', 'person', p_person,
                                      'claim', v_had[cardinality(v_had)]);
        END IF;
        SELECT min(n) INTO v_nth FROM generate_series(1, cardinality(v_had) + 1) n
        WHERE n <> ALL (v_nths);
    END IF;
    IF o.per_household > 0 THEN
        v_house := coalesce((v_facts->>'household')::uuid, p_person);
        SELECT coalesce(array_agg(house_nth), '{}') || p_taken::smallint[] INTO v_nths
        FROM offers_claim
        WHERE household_id = v_house AND offer_id IS NOT DISTINCT FROM o.id AND period = v_period
          AND state IN ('asked', 'granted', 'ready', 'sent', 'collected', 'delivered', 'redeemed');
        IF cardinality(v_nths) >= o.per_household THEN
            RETURN jsonb_build_object('code', 'household', 'person', p_person);
        END IF;
        SELECT min(n) INTO v_house_nth FROM generate_series(1, cardinality(v_nths) + 1) n
        WHERE n <> ALL (v_nths);
    END IF;
    RETURN jsonb_build_object('code', '', 'period', v_period, 'nth', v_nth, 'house', v_house,
                              'house_nth', v_house_nth);
END
$$;

-- The offer a worker asks about: published at their union or above, and not handed out on the spot.
CREATE OR REPLACE FUNCTION sec.offer_for_me(p_offer uuid, p_service text) RETURNS offers_offer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM offers_offer
    WHERE id = p_offer AND service = p_service AND mode <> 'handout'
      AND org_root = current_setting('app.root', true)
      AND starts_with(current_setting('app.path', true), org_path)
      AND state NOT IN ('draft', 'withdrawn');
$$;

-- Why nothing can be claimed at a moment; '' when something can.
CREATE OR REPLACE FUNCTION sec.offer_shut(p_state text, p_opens timestamptz, p_closes timestamptz,
    p_at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_state IS NULL THEN 'absent'
                WHEN p_state = 'ended' OR p_at >= p_closes THEN 'late'
                WHEN p_at < p_opens THEN 'early'
                WHEN p_state = 'paused' THEN 'paused' ELSE '' END;
$$;

-- Somebody of the acting worker's household, of the same operating union: name and place.
CREATE OR REPLACE FUNCTION sec.of_my_household(p_me uuid, p_person uuid, p_at timestamptz,
    OUT name text, OUT home text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.name, p.home_path FROM people_person p
    WHERE p.id = p_person AND p.state = 'active' AND p.home_root = current_setting('app.root', true)
      AND sec.offer_facts(p.id, p.home_root, (p_at AT TIME ZONE 'Asia/Shanghai')::date)->>'household'
        = sec.offer_facts(p_me, p.home_root, (p_at AT TIME ZONE 'Asia/Shanghai')::date)->>'household';
$$;

-- The claim itself, as the signed worker. p: offer, service, at, start, mark, party and units
-- [{id, number, code, person?}]. Returns {"code": "ok", …} or why not, having written nothing.
CREATE OR REPLACE FUNCTION sec.claim(p jsonb, p_name text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    v_path text := current_setting('app.path', true);
    v_at timestamptz := (p->>'at')::timestamptz;
    v_units integer := jsonb_array_length(p->'units');
    o offers_offer;
    v_code text;
    u record;
    v_fits jsonb;
    v_name text;
    v_home text;
    v_homes text[] := '{}';
    v_taken integer[] := '{}';
    v_rows jsonb := '[]';
    v_quotas uuid[];
    v_count integer;
BEGIN
    IF v_me IS NULL OR current_setting('role') NOT IN ('nj_worker', 'nj_keeper') THEN
        RAISE EXCEPTION 'only a worker claims' USING ERRCODE = '42501';
    END IF;
    o := sec.offer_for_me((p->>'offer')::uuid, p->>'service');
    v_code := sec.offer_shut(o.state, o.opens_at, o.closes_at, v_at);
    IF v_code <> '' THEN
        RETURN jsonb_build_object('code', v_code, 'at',
            CASE v_code WHEN 'early' THEN o.opens_at ELSE o.closes_at END);
    ELSIF o.room > 0 AND coalesce(p->>'room' <> sec.room_mark(p->>'room_key', v_me), true) THEN
        -- Nobody comes past the waiting room, and nobody with a place that is somebody else's.
        RETURN '{"code": "room"}';
    END IF;
    FOR u IN SELECT x->>'id' AS id, x->>'number' AS number, x->>'code' AS code,
                    coalesce((x->>'person')::uuid, v_me) AS person
             FROM jsonb_array_elements(p->'units') x ORDER BY 4 LOOP
        v_name := p_name;
        v_home := v_path;
        IF u.person <> v_me THEN
            SELECT h.name, h.home INTO v_name, v_home FROM sec.of_my_household(v_me, u.person, v_at) h;
            IF v_name IS NULL OR NOT starts_with(v_home, o.org_path) THEN
                RETURN jsonb_build_object('code', 'not_family');
            END IF;
        END IF;
        v_fits := sec.claim_fits(o, u.person, v_at, v_taken);
        IF v_fits->>'code' <> '' THEN
            RETURN v_fits;
        END IF;
        v_homes := v_homes || v_home;
        v_taken := v_taken || (v_fits->>'house_nth')::integer;
        v_rows := v_rows || (v_fits || jsonb_build_object('id', u.id, 'number', u.number,
            'pick', u.code, 'person', u.person, 'name', v_name, 'home', v_home));
    END LOOP;
    IF o.mode <> 'review' THEN
        IF v_units = 1 THEN
            v_quotas := ARRAY[sec.offer_take(sec.offer_nodes(o.id, v_homes[1]),
                                             (p->>'start')::integer)];
            IF v_quotas[1] IS NULL THEN
                v_quotas := ARRAY[sec.offer_take_due(o, v_homes[1], (p->>'start')::integer, v_at)];
            END IF;
        ELSE
            PERFORM sec.offer_due(o, v_at);
            v_quotas := sec.offer_take_all(o.id, v_homes);
        END IF;
        IF v_quotas IS NULL OR v_quotas[1] IS NULL THEN
            RETURN sec.offer_next(o.id, v_homes[1], v_at) || jsonb_build_object(
                'code', 'sold_out', 'waiting', o.waiting, 'all', NOT EXISTS (
                SELECT 1 FROM offers_quota q JOIN offers_bucket b ON b.quota_id = q.id
                WHERE q.offer_id = o.id AND q.kind = 'share' AND b."left" > 0));
        END IF;
    END IF;
    INSERT INTO offers_claim (id, org_root, org_path, offer_id, quota_id, org_id, title, person_id,
        name, home_path, household_id, party_id, shared, period, nth, house_nth, number, pick_code,
        state, given_back, proxy_name, note, at, moved_at, due_at, by_name, mark)
    SELECT (r->>'id')::uuid, o.org_root, o.org_path, o.id, v_quotas[n], o.org_id, o.title,
        (r->>'person')::uuid, r->>'name', r->>'home', (r->>'house')::uuid, (p->>'party')::uuid, false,
        r->>'period', (r->>'nth')::integer, (r->>'house_nth')::integer, r->>'number', r->>'pick',
        CASE o.mode WHEN 'review' THEN 'asked' ELSE 'granted' END, false, '', '', v_at, v_at,
        o.closes_at + make_interval(days => o.pick_days), '', (p->>'mark')::bigint
    FROM jsonb_array_elements(v_rows) WITH ORDINALITY AS x(r, n)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count < v_units THEN
        -- Somebody was faster, or two codes are alike: ask again, and learn which.
        RAISE EXCEPTION 'another claim came first' USING ERRCODE = 'NJ409';
    END IF;
    IF o.kind = 'codes' AND o.mode <> 'review' THEN
        FOR u IN SELECT (r->>'id')::uuid AS id FROM jsonb_array_elements(v_rows) r LOOP
            IF sec.issue_code(o.id, u.id) IS NULL THEN
                RAISE EXCEPTION 'the pool of codes is empty' USING ERRCODE = 'NJ410';
            END IF;
        END LOOP;
    END IF;
    RETURN jsonb_build_object('code', 'ok', 'org_path', o.org_path, 'claims', (
        SELECT jsonb_agg(jsonb_build_object('id', r->'id', 'offer_id', o.id, 'title', o.title,
            'number', r->'number', 'pick_code', r->'pick', 'name', r->'name', 'at', v_at,
            'state', CASE o.mode WHEN 'review' THEN 'asked' ELSE 'granted' END,
            'due_at', o.closes_at + make_interval(days => o.pick_days)))
        FROM jsonb_array_elements(v_rows) r));
END
$$;

-- A claim inside an act that is under way.
CREATE OR REPLACE FUNCTION api.claim(p jsonb) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sec.claim(p, (SELECT name FROM people_person WHERE id = sec.me()));
$$;

-- Whether the nearest union up the way that said anything about a service closed it.
CREATE OR REPLACE FUNCTION sec.service_closed(p_service text, p_path text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((
        SELECT NOT (s.services->>p_service)::boolean
        FROM people_org o JOIN people_orgsettings s ON s.org_id = o.id
        WHERE o.path = ANY (sec.path_prefixes(p_path)) AND s.services ? p_service
        ORDER BY length(o.path) DESC LIMIT 1), false);
$$;

-- The claim with everything around it, after the gate: the switch, the key, the audit row and the
-- kept answer. A key that was used gets its answer, whatever has changed since.
CREATE OR REPLACE FUNCTION api.claim_kept(p_key text, p_hash text, p jsonb, p_name text,
    OUT code text, OUT status integer, OUT body text, OUT facts jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    k acts_once;
BEGIN
    FOR n IN 1..2 LOOP
        IF p_key IS NOT NULL THEN
            SELECT * INTO k FROM acts_once WHERE person_id = v_me AND key = p_key;
            IF FOUND THEN
                code := CASE WHEN k.hash = p_hash THEN 'replay' ELSE 'mismatch' END;
                status := k.status;
                body := k.body;
                RETURN;
            END IF;
        END IF;
        IF n = 1 THEN
            IF sec.service_closed(p->>'service', current_setting('app.path', true)) THEN
                code := 'closed';
                RETURN;
            END IF;
            facts := sec.claim(p, p_name);
            code := facts->>'code';
            EXIT WHEN code = 'ok';
        END IF;
        -- Refused: unless the same request won in the meantime.
    END LOOP;
    IF code <> 'ok' THEN
        RETURN;
    END IF;
    status := (p->>'status')::integer;
    body := coalesce(p->>'body', jsonb_build_object('claims', facts->'claims')::text);
    INSERT INTO acts_audit (id, at, epoch, tx, person_id, post, org_root, org_path, purpose, action,
                            object_kind, object_id, facts)
    VALUES ((p->>'audit_id')::uuid, now(), (SELECT e.n FROM sec.epoch e),
            pg_current_xact_id()::text::bigint, v_me, current_setting('app.post', true),
            current_setting('app.root', true), facts->>'org_path',
            current_setting('app.purpose', true), p->>'audit', split_part(p->>'audit', '.', 1),
            (p->'units'->0->>'id')::uuid, '[]');
    IF p_key IS NOT NULL THEN
        INSERT INTO acts_once (person_id, key, hash, status, body, at)
        VALUES (v_me, p_key, p_hash, status, body, now())
        ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the same request came first' USING ERRCODE = 'NJ409';
        END IF;
    END IF;
END
$$;

-- Gate, permit and claim in one statement of its own. The gate enters the worker's role and signs
-- the context; what follows runs behind it. Every look-up is by an index and knows its plan: making
-- it anew for each claim would cost more than carrying it out.
CREATE OR REPLACE FUNCTION api.drop_claim(p_kind text, p_proof text, p_purpose text, p_posts text[],
    p_key text, p_hash text, p jsonb,
    OUT code text, OUT status integer, OUT body text, OUT facts jsonb, OUT ends timestamptz)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    g record;
    k record;
BEGIN
    SELECT * INTO g FROM api.gate(p_kind, p_proof, p_purpose, NULL, NULL);
    ends := g.ends;
    IF g.person_id IS NULL THEN
        code := 'nobody';
    ELSIF g.post <> ALL (p_posts) OR NOT coalesce(p_purpose = ANY (g.permits), true) THEN
        code := 'no_permit';
    ELSE
        SELECT * INTO k FROM api.claim_kept(p_key, p_hash, p, g.person_name);
        code := k.code;
        status := k.status;
        body := k.body;
        facts := k.facts;
    END IF;
END
$$;

-- Marks of the claims of an offer from `p_since` on, and whether it is still sold out. They are
-- parts of digests of keys nobody else holds: whoever reads them learns how many there are.
CREATE OR REPLACE FUNCTION api.claim_marks(p_offer uuid, p_since uuid) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(mark), '{}') FROM offers_claim
    WHERE offer_id = p_offer AND id > p_since AND mark IS NOT NULL;
$$;
