-- Demo data walks through the real actions as the people in it. Only the keeper may stand in for
-- somebody, and no runtime login is a member of the keeper.
CREATE OR REPLACE FUNCTION sec.stand_in(p_person uuid, p_post text, p_org uuid, p_path text,
    p_root text, p_purpose text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_exp text := (extract(epoch FROM clock_timestamp())::bigint + 7200)::text;
BEGIN
    IF current_setting('role') <> 'nj_keeper' THEN
        RAISE EXCEPTION 'only the keeper stands in' USING ERRCODE = '42501';
    END IF;
    PERFORM set_config('app.path', p_path, true), set_config('app.root', p_root, true),
        set_config('app.me', p_person::text, true), set_config('app.org', p_org::text, true),
        set_config('app.post', p_post, true), set_config('app.purpose', p_purpose, true),
        set_config('app.exp', v_exp, true),
        set_config('app.mac', sec.mac(concat_ws('|', 'nj_keeper', p_path, p_root, p_person::text,
            p_org::text, p_post, p_purpose, v_exp)), true);
END
$$;
