-- A broadcast, so many people a transaction. Whenever it is killed it goes on where it was: the
-- rows and the place are written together. True while there may be more.
CREATE OR REPLACE FUNCTION api.cast_on(p_broadcast uuid, p_most integer,
    p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    b notices_broadcast;
    v_people uuid[];
    v_told uuid[];
    v_path text;
    v_count integer;
BEGIN
    IF current_setting('role') <> 'nj_system' OR NOT sec.ok('nj_system') THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO b FROM notices_broadcast
    WHERE id = p_broadcast AND state = 'running' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT array_agg(m.id ORDER BY m.home_path, m.id), max(m.home_path)
    INTO v_people, v_path
    FROM (
        SELECT p.home_path, p.id FROM people_person p
        WHERE p.home_root = b.org_root
          AND p.home_path >= b.org_path AND p.home_path < b.org_path || '~'
          AND (p.home_path, p.id) > (b.after_path,
               coalesce(b.after_id, '00000000-0000-0000-0000-000000000000'))
        ORDER BY p.home_path, p.id LIMIT p_most
    ) m;
    v_count := coalesce(cardinality(v_people), 0);
    WITH told AS (
        INSERT INTO notices_notice (id, person_id, service, title, text, link, broadcast_id, at)
        SELECT gen_random_uuid(), p.id, 'notices', b.title, b.text, '', b.id, p_at
        FROM people_person p
        WHERE p.id = ANY (v_people) AND p.state = 'active'
          -- Somebody who moved in the meantime comes by twice.
          AND NOT EXISTS (SELECT 1 FROM notices_notice n
                          WHERE n.broadcast_id = b.id AND n.person_id = p.id)
        RETURNING id
    )
    SELECT array_agg(id) INTO v_told FROM told;
    PERFORM sec.deliver(v_told);
    UPDATE notices_broadcast SET
        told = told + coalesce(cardinality(v_told), 0),
        after_path = coalesce(v_path, after_path),
        after_id = coalesce(v_people[v_count], after_id),
        state = CASE WHEN v_count < p_most THEN 'done' ELSE state END,
        finished_at = CASE WHEN v_count < p_most THEN p_at END
    WHERE id = b.id;
    RETURN v_count = p_most;
END
$$;
