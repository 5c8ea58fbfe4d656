-- Photographs of the acting union's own offer, behind those it has: each was brought by whoever
-- acts, and hangs nowhere else. p: offer, by, at and shots [{id, alt}]. How many hang on it now;
-- -1, and nothing done, when that would be more than p.most.
CREATE OR REPLACE FUNCTION api.offer_pictures(p jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o offers_offer := sec.offer_of_mine((p->>'offer')::uuid);
    v_there integer;
    v_last integer;
    v_new integer;
BEGIN
    -- One at a time: the last place is given once.
    PERFORM 1 FROM offers_offer WHERE id = o.id FOR NO KEY UPDATE;
    SELECT count(*), coalesce(max(position), 0) INTO v_there, v_last
    FROM offers_picture WHERE offer_id = o.id;
    IF v_there + jsonb_array_length(p->'shots') > (p->>'most')::integer THEN
        RETURN -1;
    END IF;
    INSERT INTO offers_picture (id, org_root, org_path, offer_id, org_id, position, alt, kind, media,
        size, thumb_size, seconds, width, height, salt, by_name, at)
    SELECT u.id, o.org_root, o.org_path, o.id, o.org_id, v_last + s.n, s.shot->>'alt', u.kind,
        u.media, u.size, u.thumb_size, u.seconds, u.width, u.height, u.salt, p->>'by',
        (p->>'at')::timestamptz
    FROM jsonb_array_elements(p->'shots') WITH ORDINALITY s(shot, n)
    JOIN files_upload u ON u.id = (s.shot->>'id')::uuid
    WHERE u.kind = 'photo' AND u.person_id = sec.me() AND u.org_id = o.org_id
      AND u.loose_since IS NOT NULL
    ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS v_new = ROW_COUNT;
    UPDATE files_upload SET loose_since = NULL WHERE id IN (
        SELECT (s->>'id')::uuid FROM jsonb_array_elements(p->'shots') s)
      AND id IN (SELECT id FROM offers_picture WHERE offer_id = o.id);
    RETURN v_there + v_new;
END
$$;
