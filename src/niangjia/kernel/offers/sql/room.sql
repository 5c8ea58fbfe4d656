-- The waiting room of a drop. No table of the house: a row holds a mark, which is a digest of the
-- person under a key that is not kept here. Only these functions reach them; what is over goes.
CREATE TABLE IF NOT EXISTS sec.room_place (
    offer uuid NOT NULL,
    mark text COLLATE "C" NOT NULL,
    round integer NOT NULL,
    PRIMARY KEY (offer, mark)
);
CREATE INDEX IF NOT EXISTS room_place_by_round ON sec.room_place (offer, round);
-- Rounds that are over, counted once: when their first is let in, in seconds since 1970.
CREATE TABLE IF NOT EXISTS sec.room_round (
    offer uuid NOT NULL,
    n integer NOT NULL,
    begins double precision NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (offer, n)
);

-- What stands for a person in the room of one offer.
CREATE OR REPLACE FUNCTION sec.room_mark(p_key text, p_person uuid) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT left(encode(sha256(convert_to(p_key || p_person::text, 'UTF8')), 'hex'), 32);
$$;

-- The round of a moment: 0 before the offer opens.
CREATE OR REPLACE FUNCTION sec.room_round_at(p_opens timestamptz, p_at timestamptz, p_length integer)
RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_at < p_opens THEN 0
                ELSE 1 + floor(extract(epoch FROM p_at - p_opens) / p_length)::integer END;
$$;

-- Count the rounds that are over. One does it at a time; whoever comes meanwhile reads what is there.
CREATE OR REPLACE FUNCTION sec.room_count(o offers_offer, p_at timestamptz, p_length integer)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_last sec.room_round;
    r record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('room:' || o.id, 0)) THEN
        RETURN;
    END IF;
    SELECT * INTO v_last FROM sec.room_round WHERE offer = o.id ORDER BY n DESC LIMIT 1;
    FOR r IN SELECT p.round AS n, count(*)::integer AS count FROM sec.room_place p
             WHERE p.offer = o.id AND p.round > coalesce(v_last.n, -1)
               AND p.round < sec.room_round_at(o.opens_at, p_at, p_length)
             GROUP BY p.round ORDER BY p.round LOOP
        INSERT INTO sec.room_round (offer, n, begins, count) VALUES (o.id, r.n,
            greatest(extract(epoch FROM o.opens_at) + r.n * p_length,
                     v_last.begins + v_last.count::double precision / o.room), r.count)
        RETURNING * INTO v_last;
    END LOOP;
END
$$;

-- How a room stands, for the pages of everybody in it; NULL where there is none.
CREATE OR REPLACE FUNCTION api.room(p_offer uuid, p_at timestamptz, p_length integer, p_grace integer)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer;
    v_now double precision := extract(epoch FROM p_at);
BEGIN
    SELECT * INTO o FROM offers_offer WHERE id = p_offer;
    IF NOT FOUND OR o.room = 0 THEN
        RETURN NULL;
    END IF;
    PERFORM sec.room_count(o, p_at, p_length);
    RETURN jsonb_build_object('rate', o.room, 'title', o.title, 'org_name', o.org_name,
        'state', o.state, 'opens', extract(epoch FROM o.opens_at),
        'closes', extract(epoch FROM o.closes_at),
        'gone', o.mode <> 'review' AND NOT EXISTS (
            SELECT 1 FROM offers_quota q JOIN offers_bucket b ON b.quota_id = q.id
            WHERE q.offer_id = o.id AND q.kind = 'share' AND b."left" > 0)
            -- What is due comes out with the first claim that asks (portions.sql).
            AND NOT EXISTS (SELECT 1 FROM offers_portion
                WHERE offer_id = o.id AND "end" = '' AND at <= p_at),
        'since', coalesce((SELECT max(n) + 1 FROM sec.room_round WHERE offer = o.id
            AND begins + count::double precision / o.room + p_grace < v_now), 0),
        'rounds', coalesce((SELECT jsonb_agg(jsonb_build_array(n, begins, count) ORDER BY n)
            FROM sec.room_round WHERE offer = o.id
            AND begins + count::double precision / o.room + p_grace >= v_now), '[]'));
END
$$;

-- A place for the signed worker: the one they have, or one of the round of this moment. p: offer,
-- service, at, key, length, early, grace. Returns {"code": "ok", mark, round} or why not.
CREATE OR REPLACE FUNCTION sec.room_enter(p jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me uuid := sec.me();
    v_at timestamptz := (p->>'at')::timestamptz;
    v_length integer := (p->>'length')::integer;
    o offers_offer;
    v_code text;
    v_mark text;
    v_round integer;
    v_fits jsonb;
BEGIN
    o := sec.offer_for_me((p->>'offer')::uuid, p->>'service');
    v_code := sec.offer_shut(o.state, o.opens_at, o.closes_at, v_at);
    IF v_code NOT IN ('', 'early') THEN
        RETURN jsonb_build_object('code', v_code, 'at', o.closes_at);
    ELSIF o.room = 0 THEN
        RETURN '{"code": "no_room"}';
    ELSIF v_at < o.opens_at - make_interval(secs => (p->>'early')::integer) THEN
        RETURN jsonb_build_object('code', 'room_early',
                                  'at', o.opens_at - make_interval(secs => (p->>'early')::integer));
    END IF;
    v_fits := sec.claim_fits(o, v_me, v_at, '{}');
    IF v_fits->>'code' <> '' THEN
        RETURN v_fits;
    END IF;
    v_mark := sec.room_mark(p->>'key', v_me);
    INSERT INTO sec.room_place (offer, mark, round)
    VALUES (o.id, v_mark, sec.room_round_at(o.opens_at, v_at, v_length))
    ON CONFLICT (offer, mark) DO UPDATE SET round = excluded.round
    -- A place that was not used in time: again, at the end.
    WHERE EXISTS (SELECT 1 FROM sec.room_round r WHERE r.offer = room_place.offer
        AND r.n = (SELECT min(n) FROM sec.room_round WHERE offer = room_place.offer
                   AND n >= room_place.round)
        AND r.begins + r.count::double precision / o.room + (p->>'grace')::integer
            < extract(epoch FROM v_at))
    RETURNING round INTO v_round;
    IF NOT FOUND THEN
        SELECT round INTO v_round FROM sec.room_place WHERE offer = o.id AND mark = v_mark;
    END IF;
    RETURN jsonb_build_object('code', 'ok', 'mark', v_mark, 'round', v_round);
END
$$;

-- Behind the gate, as the worker: the switch of the service first.
CREATE OR REPLACE FUNCTION api.room_entered(p jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF sec.me() IS NULL OR current_setting('role') NOT IN ('nj_worker', 'nj_keeper') THEN
        RAISE EXCEPTION 'only a worker waits' USING ERRCODE = '42501';
    ELSIF sec.service_closed(p->>'service', current_setting('app.path', true)) THEN
        RETURN '{"code": "closed"}';
    END IF;
    RETURN sec.room_enter(p);
END
$$;

-- Gate, permit and place in one statement of its own, as a claim is made (claims.sql).
CREATE OR REPLACE FUNCTION api.room_enter(p_kind text, p_proof text, p_purpose text, p_posts text[],
    p_key text, p_hash text, p jsonb,
    OUT code text, OUT status integer, OUT body text, OUT facts jsonb, OUT ends timestamptz)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    g record;
BEGIN
    SELECT * INTO g FROM api.gate(p_kind, p_proof, p_purpose, NULL, NULL);
    ends := g.ends;
    IF g.person_id IS NULL THEN
        code := 'nobody';
    ELSIF g.post <> ALL (p_posts) OR NOT coalesce(p_purpose = ANY (g.permits), true) THEN
        code := 'no_permit';
    ELSE
        facts := api.room_entered(p);
        code := facts->>'code';
    END IF;
END
$$;

-- Rooms of offers that are over are emptied. Returns how many places went.
CREATE OR REPLACE FUNCTION api.room_forget(p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_over uuid[];
    v_count integer;
BEGIN
    IF current_setting('role') NOT IN ('nj_system', 'nj_keeper') OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT array_agg(o.id) INTO v_over FROM offers_offer o
    WHERE o.room > 0 AND (o.closes_at <= p_at OR o.state IN ('ended', 'withdrawn'))
      AND EXISTS (SELECT 1 FROM sec.room_place p WHERE p.offer = o.id);
    DELETE FROM sec.room_round WHERE offer = ANY (v_over);
    DELETE FROM sec.room_place WHERE offer = ANY (v_over);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
