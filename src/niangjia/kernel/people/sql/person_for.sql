-- The person a cadre writes for: found by the blind index of the phone, else entered.
CREATE OR REPLACE FUNCTION api.person_for(p jsonb) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_id uuid;
BEGIN
    IF NOT sec.is_union()
       OR p->>'home_root' <> current_setting('app.root', true) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    IF p->>'phone_index' <> '' THEN
        SELECT id INTO v_id FROM people_person
        WHERE phone_index = p->>'phone_index' AND state = 'active';
    END IF;
    IF v_id IS NULL THEN
        INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number, id_index,
            identity, home_org_id, home_path, home_root, employer_id, state, search)
        VALUES ((p->>'id')::uuid, p->>'name', p->>'phone', p->>'phone_index', p->>'phone_last4',
            '', '', 0, (p->>'home_org_id')::uuid, p->>'home_path', p->>'home_root',
            (p->>'employer_id')::uuid, 'active',
            array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(p->'lexemes'))))
        RETURNING id INTO v_id;
    END IF;
    RETURN v_id;
END
$$;
