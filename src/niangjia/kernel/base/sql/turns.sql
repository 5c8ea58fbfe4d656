-- Turns at something costly: who is next, and on which machine there is room. Nobody's name is in
-- it: a holder is a token of the day (day_tokens.sql), a ticket a digest of what the phone holds.
-- No role reaches these tables; UNLOGGED: no log, no replica, no dump has them. A row of sec.turn
-- lives from asking to the answer. What outlives the answer is in turn_tally, until the day is over,
-- and in turn_spent, until an hour later; an hourly job takes both away (api.turn_forget). After a
-- crash of the server all are gone, and the phones ask anew.
CREATE UNLOGGED TABLE IF NOT EXISTS sec.turn (
    desk text NOT NULL,
    holder text NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    ticket text NOT NULL,
    leave text NOT NULL,
    seen timestamptz NOT NULL,
    host text,
    run uuid,
    lease timestamptz,
    tries smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (desk, holder),
    UNIQUE (desk, ticket)
);

-- The machines, how many they take at once, and how long one takes them.
CREATE UNLOGGED TABLE IF NOT EXISTS sec.turn_host (
    desk text NOT NULL,
    host text NOT NULL,
    room smallint NOT NULL,
    seen timestamptz NOT NULL,
    pace real,
    PRIMARY KEY (desk, host)
);

-- How often a holder had its turn today: the token of the day, the day and a number. Kept to count
-- to the most of a day, and no longer: until the first job after midnight.
CREATE UNLOGGED TABLE IF NOT EXISTS sec.turn_tally (
    desk text NOT NULL,
    holder text NOT NULL,
    day date NOT NULL,
    done smallint NOT NULL,
    PRIMARY KEY (desk, holder, day)
);

-- What was good for one turn and had it: digests, of whatever a holder had to show, and the day.
-- Nothing joins them to a holder. Kept so that nothing is shown twice: until the first job that runs
-- an hour after midnight, when nothing of yesterday is good for anything any more.
CREATE UNLOGGED TABLE IF NOT EXISTS sec.turn_spent (
    desk text NOT NULL,
    leave text NOT NULL,
    day date NOT NULL,
    PRIMARY KEY (desk, leave)
);

-- One at a time for a desk, from here to the end of the transaction. Turns of a machine that no
-- longer says so come back to their holders, who keep their place; phones that left are passed over.
CREATE OR REPLACE FUNCTION sec.turn_sweep(p_desk text, p_host text, p_room integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('turn|' || p_desk, 0));
    INSERT INTO sec.turn_host AS h (desk, host, room, seen)
    VALUES (p_desk, p_host, p_room, clock_timestamp())
    ON CONFLICT (desk, host) DO UPDATE SET room = EXCLUDED.room, seen = EXCLUDED.seen
    WHERE h.room <> EXCLUDED.room OR h.seen < EXCLUDED.seen - interval '5 seconds';
    UPDATE sec.turn SET host = NULL, run = NULL, lease = NULL, seen = clock_timestamp()
    WHERE desk = p_desk AND lease < clock_timestamp();
    DELETE FROM sec.turn
    WHERE desk = p_desk AND host IS NULL AND seen < clock_timestamp() - interval '40 seconds';
END
$$;

-- ready or wait; how many are before one; seconds until one's turn, by the pace of the last ones.
CREATE OR REPLACE FUNCTION sec.turn_place(p_desk text, p_number bigint)
RETURNS TABLE (state text, ahead integer, seconds real)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_room integer;
    v_pace real;
    v_taken integer;
BEGIN
    SELECT coalesce(sum(h.room), 0), coalesce(avg(h.pace), 12) INTO v_room, v_pace
    FROM sec.turn_host h
    WHERE h.desk = p_desk AND h.seen > clock_timestamp() - interval '60 seconds';
    SELECT count(*) FILTER (WHERE t.host IS NOT NULL),
           count(*) FILTER (WHERE t.host IS NULL AND t.number < p_number)
    INTO v_taken, ahead FROM sec.turn t WHERE t.desk = p_desk;
    state := CASE WHEN ahead < v_room - v_taken THEN 'ready' ELSE 'wait' END;
    seconds := CASE state WHEN 'ready' THEN 0
               ELSE (ahead + 1 + greatest(v_taken - v_room, 0)) * v_pace / greatest(v_room, 1) END;
    RETURN NEXT;
END
$$;

-- Ask for a turn. Asked again, one keeps one's place and the older ticket is void: one person has
-- one place. 'running': it is one's turn already; 'enough': often enough for today; 'spent': what is
-- shown for it had its turn.
CREATE OR REPLACE FUNCTION api.turn_ask(
    p_desk text, p_day date, p_blind text, p_ticket text, p_leave text, p_most integer,
    p_host text, p_room integer
) RETURNS TABLE (state text, ahead integer, seconds real)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_holder text := sec.day_token('', p_day, p_blind);
    v_number bigint;
BEGIN
    PERFORM sec.turn_sweep(p_desk, p_host, p_room);
    IF EXISTS (SELECT 1 FROM sec.turn_spent t WHERE t.desk = p_desk AND t.leave = p_leave) THEN
        RETURN QUERY SELECT 'spent'::text, 0, 0::real;
        RETURN;
    END IF;
    IF EXISTS (SELECT 1 FROM sec.turn_tally t WHERE t.desk = p_desk AND t.holder = v_holder
               AND t.day = p_day AND t.done >= p_most) THEN
        RETURN QUERY SELECT 'enough'::text, 0, 0::real;
        RETURN;
    END IF;
    INSERT INTO sec.turn AS t (desk, holder, ticket, leave, seen)
    VALUES (p_desk, v_holder, p_ticket, p_leave, clock_timestamp())
    ON CONFLICT (desk, holder) DO UPDATE
        SET ticket = EXCLUDED.ticket, leave = EXCLUDED.leave, seen = EXCLUDED.seen,
            tries = CASE WHEN t.leave = EXCLUDED.leave THEN t.tries ELSE 0 END
    WHERE t.host IS NULL
    RETURNING t.number INTO v_number;
    IF v_number IS NULL THEN
        RETURN QUERY SELECT 'running'::text, 0, 0::real;
    ELSE
        RETURN QUERY SELECT * FROM sec.turn_place(p_desk, v_number);
    END IF;
END
$$;

-- Where one stands now; whoever looks has not left. 'gone': no such ticket (any more).
CREATE OR REPLACE FUNCTION api.turn_look(p_desk text, p_ticket text, p_host text, p_room integer)
RETURNS TABLE (state text, ahead integer, seconds real)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t sec.turn;
BEGIN
    PERFORM sec.turn_sweep(p_desk, p_host, p_room);
    UPDATE sec.turn SET seen = clock_timestamp() WHERE desk = p_desk AND ticket = p_ticket
    RETURNING * INTO t;
    IF NOT FOUND OR t.host IS NOT NULL THEN
        RETURN QUERY SELECT CASE WHEN t.host IS NULL THEN 'gone' ELSE 'running' END, 0, 0::real;
    ELSE
        RETURN QUERY SELECT * FROM sec.turn_place(p_desk, t.number);
    END IF;
END
$$;

-- Take one's turn on a machine, for as long as it says so every few seconds. The run is null when
-- it cannot be: wait, gone, running, full (that machine, not all), worn (tried too often).
CREATE OR REPLACE FUNCTION api.turn_begin(
    p_desk text, p_ticket text, p_host text, p_room integer, p_tries integer, p_lease real
) RETURNS TABLE (state text, run uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t sec.turn;
BEGIN
    PERFORM sec.turn_sweep(p_desk, p_host, p_room);
    SELECT * INTO t FROM sec.turn x WHERE x.desk = p_desk AND x.ticket = p_ticket;
    IF NOT FOUND THEN
        state := 'gone';
    ELSIF t.host IS NOT NULL THEN
        state := 'running';
    ELSIF t.tries >= p_tries THEN
        DELETE FROM sec.turn x WHERE x.desk = p_desk AND x.ticket = p_ticket;
        state := 'worn';
    ELSIF (SELECT p.state FROM sec.turn_place(p_desk, t.number) p) = 'wait' THEN
        state := 'wait';
    ELSIF (SELECT count(*) FROM sec.turn x WHERE x.desk = p_desk AND x.host = p_host) >= p_room THEN
        state := 'full';
    ELSE
        state := 'go';
        run := gen_random_uuid();
        UPDATE sec.turn x SET host = p_host, run = turn_begin.run, tries = x.tries + 1,
            lease = clock_timestamp() + p_lease * interval '1 second'
        WHERE x.desk = p_desk AND x.ticket = p_ticket;
    END IF;
    RETURN NEXT;
END
$$;

-- Still at it. False: the turn was given back meanwhile.
CREATE OR REPLACE FUNCTION api.turn_beat(p_desk text, p_run uuid, p_lease real) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE sec.turn t SET lease = clock_timestamp() + p_lease * interval '1 second',
        seen = clock_timestamp()
    WHERE t.desk = p_desk AND t.run = p_run AND t.lease >= clock_timestamp();
    RETURN FOUND;
END
$$;

-- Give the turn back: done, it is spent and counted; else its holder keeps place and ticket. Only
-- one run of a ticket is ever told true for done, and only that one may hand out its result.
CREATE OR REPLACE FUNCTION api.turn_end(
    p_desk text, p_day date, p_run uuid, p_done boolean, p_seconds real
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t sec.turn;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('turn|' || p_desk, 0));
    SELECT * INTO t FROM sec.turn x WHERE x.desk = p_desk AND x.run = p_run;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF NOT p_done THEN
        UPDATE sec.turn x SET host = NULL, run = NULL, lease = NULL, seen = clock_timestamp()
        WHERE x.desk = p_desk AND x.run = p_run;
        RETURN true;
    END IF;
    DELETE FROM sec.turn x WHERE x.desk = p_desk AND x.run = p_run;
    INSERT INTO sec.turn_spent (desk, leave, day) VALUES (p_desk, t.leave, p_day)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO sec.turn_tally AS y (desk, holder, day, done) VALUES (p_desk, t.holder, p_day, 1)
    ON CONFLICT (desk, holder, day) DO UPDATE SET done = y.done + 1;
    UPDATE sec.turn_host h SET pace = coalesce(h.pace * 0.8 + p_seconds * 0.2, p_seconds)
    WHERE h.desk = p_desk AND h.host = t.host;
    RETURN true;
END
$$;

-- Take away what is needed no longer, though nobody may ever ask again: tallies of days before
-- `p_today`, what was shown before `p_shown`, places of phones that left, machines that are gone.
-- Returns how many rows went.
CREATE OR REPLACE FUNCTION api.turn_forget(p_today date, p_shown date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_tallies integer;
    v_shown integer;
    v_left integer;
BEGIN
    IF current_setting('role') NOT IN ('nj_system', 'nj_keeper') OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    DELETE FROM sec.turn_tally t WHERE t.day < p_today;
    GET DIAGNOSTICS v_tallies = ROW_COUNT;
    DELETE FROM sec.turn_spent t WHERE t.day < p_shown;
    GET DIAGNOSTICS v_shown = ROW_COUNT;
    DELETE FROM sec.turn t
    WHERE coalesce(t.lease, t.seen) < clock_timestamp() - interval '1 hour';
    GET DIAGNOSTICS v_left = ROW_COUNT;
    DELETE FROM sec.turn_host h WHERE h.seen < clock_timestamp() - interval '1 day';
    RETURN v_tallies + v_shown + v_left;
END
$$;
