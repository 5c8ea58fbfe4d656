-- Offer a case to another union of the same root. It stays where it is; the other may look at it.
-- Only the union that answers for it offers it, and never to a firm's union against the author's
-- wish.
CREATE OR REPLACE FUNCTION api.offer_case(p_case uuid, p_id uuid, p_seat uuid, p_taker uuid,
    p_decider uuid, p_reason text, p_due timestamptz, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_case cases_case;
    v_giver people_org;
    v_taker people_org;
    v_decider people_org;
BEGIN
    IF NOT sec.is_union() OR current_setting('app.post', true) NOT IN ('officer', 'chair') THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO STRICT v_case FROM cases_case c WHERE c.id = p_case AND c.closed_at IS NULL
        AND c.org_root = current_setting('app.root', true)
        AND c.org_id = NULLIF(current_setting('app.org', true), '')::uuid;
    SELECT * INTO STRICT v_giver FROM people_org o WHERE o.id = v_case.org_id;
    SELECT * INTO STRICT v_taker FROM people_org o
        WHERE o.id = p_taker AND o.kind = 'union' AND o.root = v_case.org_root
        AND o.id <> v_case.org_id
        AND (v_case.visibility <> 'upper' OR starts_with(v_case.org_path, o.path));
    SELECT * INTO STRICT v_decider FROM people_org o
        WHERE o.id = p_decider AND o.kind = 'union' AND o.root = v_case.org_root
        AND starts_with(v_giver.path, o.path) AND starts_with(v_taker.path, o.path);
    INSERT INTO cases_handover (id, case_id, org_root, org_path, giver_id, giver_name, giver_path,
        taker_id, taker_name, taker_path, decider_id, decider_name, reason, state, turn_id,
        created_at, moved_at, due_at)
    VALUES (p_id, p_case, v_case.org_root, v_case.org_path, v_giver.id, v_giver.name, v_giver.path,
        v_taker.id, v_taker.name, v_taker.path, v_decider.id, v_decider.name, p_reason, 'offered',
        v_taker.id, p_at, p_at, p_due);
    INSERT INTO cases_seat (id, case_id, org_root, org_path, org_id, org_name, capacity, since,
                            state, due_at)
    VALUES (p_seat, p_case, v_case.org_root, v_case.org_path, v_taker.id, v_taker.name, 'union',
            p_at, 'offered', p_due)
    ON CONFLICT (case_id, org_id, capacity) WHERE until IS NULL DO NOTHING;
    UPDATE cases_case SET passing = 'offered' WHERE id = p_case;
END
$$;

-- What follows from the last step of a handover: the case says how the talk stands; it changes
-- hands when the taker took it or the union above gave it to it; the taker's seat ends otherwise.
-- Done twice it does nothing more. The giver keeps a seat unless the author asked that it should
-- not; who asked travels with the case.
CREATE OR REPLACE FUNCTION api.settle_handover(p_id uuid, p_seat uuid, p_at timestamptz)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_org uuid := NULLIF(current_setting('app.org', true), '')::uuid;
    v_system boolean := current_setting('app.post', true) = 'system'
        AND sec.ok(current_setting('role'));
    v_hand cases_handover;
    v_case cases_case;
    v_here boolean;
BEGIN
    IF NOT v_system AND NOT sec.is_union() THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO STRICT v_hand FROM cases_handover h WHERE h.id = p_id
        AND (v_system OR v_org IN (h.giver_id, h.taker_id, h.decider_id));
    SELECT * INTO STRICT v_case FROM cases_case c WHERE c.id = v_hand.case_id FOR UPDATE;
    v_here := v_case.org_id = v_hand.giver_id AND v_case.closed_at IS NULL;
    IF v_hand.state IN ('offered', 'declined', 'disputed') THEN
        UPDATE cases_case SET passing = v_hand.state WHERE id = v_case.id AND v_here;
        UPDATE cases_seat SET due_at = v_hand.due_at WHERE case_id = v_case.id
            AND org_id = v_hand.taker_id AND state = 'offered' AND until IS NULL;
        RETURN;
    END IF;
    IF v_hand.state IN ('taken', 'assigned') AND v_hand.handed_at IS NULL THEN
        -- The offer itself is what lets the case change hands: once, and by whoever may say so.
        IF NOT v_here OR v_org IS DISTINCT FROM
               (CASE v_hand.state WHEN 'taken' THEN v_hand.taker_id ELSE v_hand.decider_id END)
           OR (v_case.visibility = 'upper'
               AND NOT starts_with(v_case.org_path, v_hand.taker_path)) THEN
            RAISE EXCEPTION 'this case is not the caller''s to move' USING ERRCODE = '42501';
        END IF;
        UPDATE cases_handover SET handed_at = p_at WHERE id = p_id;
        UPDATE cases_seat SET org_path = v_hand.taker_path WHERE case_id = v_case.id;
        UPDATE cases_seat SET until = p_at WHERE case_id = v_case.id
            AND org_id = v_hand.taker_id AND capacity = 'union' AND until IS NULL;
        IF v_case.visibility <> 'upper' THEN
            INSERT INTO cases_seat (id, case_id, org_root, org_path, org_id, org_name, capacity,
                                    since, state)
            VALUES (p_seat, v_case.id, v_case.org_root, v_hand.taker_path, v_hand.giver_id,
                    v_hand.giver_name, 'union', p_at, 'watching')
            ON CONFLICT DO NOTHING;
        ELSE
            PERFORM sec.part_from_matter(v_case.id);
        END IF;
        UPDATE cases_handover SET org_path = v_hand.taker_path WHERE case_id = v_case.id;
        DELETE FROM cases_merge WHERE case_id = v_case.id;
        UPDATE cases_author SET org_path = v_hand.taker_path WHERE case_id = v_case.id;
        UPDATE acts_hold SET org_path = v_hand.taker_path WHERE object_id = v_case.id;
        UPDATE cases_case SET org_id = v_hand.taker_id, org_path = v_hand.taker_path,
            handler_id = NULL, handler_name = '', passing = '' WHERE id = v_case.id;
        RETURN;
    END IF;
    UPDATE cases_seat SET until = p_at WHERE case_id = v_case.id AND org_id = v_hand.taker_id
        AND state = 'offered' AND until IS NULL;
    UPDATE cases_case SET passing = '' WHERE id = v_case.id AND v_here AND NOT EXISTS (
        SELECT 1 FROM cases_handover h WHERE h.case_id = v_case.id AND h.giver_id = v_case.org_id
            AND h.state IN ('offered', 'declined', 'disputed'));
END
$$;
