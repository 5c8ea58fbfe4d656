-- Tokens of a day: whoever comes twice is known again until midnight, and to nobody afterwards.

-- The salt of a day. Not a table of the house: nobody but these functions reaches it, its pages are
-- in no log and no replica (UNLOGGED), and TRUNCATE gives them back to the disk. After a crash it is
-- empty: whoever comes then counts as new, and nobody can be found out.
CREATE UNLOGGED TABLE IF NOT EXISTS sec.day_salt (
    org_root text COLLATE "C" NOT NULL,
    day date NOT NULL,
    salt bytea NOT NULL,
    PRIMARY KEY (org_root, day)
);

-- What stands for a plate, or a person, on one day. Neither comes here: `p_blind` is already keyed
-- with what the database does not have.
CREATE OR REPLACE FUNCTION sec.day_token(p_root text, p_day date, p_blind text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_salt bytea;
BEGIN
    INSERT INTO sec.day_salt (org_root, day, salt)
    VALUES (p_root, p_day, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))
    ON CONFLICT DO NOTHING;
    SELECT salt INTO v_salt FROM sec.day_salt WHERE org_root = p_root AND day = p_day;
    RETURN left(encode(sha256(v_salt || convert_to(p_blind, 'UTF8')), 'hex'), 32);
END
$$;

-- Destroy the salts of days before `p_today`. Returns how many went.
CREATE OR REPLACE FUNCTION api.forget_salts(p_today date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kept jsonb;
    v_all integer;
BEGIN
    IF current_setting('role') NOT IN ('nj_system', 'nj_keeper') OR NOT sec.ok(current_setting('role')) THEN
        RAISE EXCEPTION 'no signed context' USING ERRCODE = '42501';
    END IF;
    LOCK TABLE sec.day_salt IN ACCESS EXCLUSIVE MODE;
    SELECT count(*), coalesce(jsonb_agg(to_jsonb(s)) FILTER (WHERE s.day >= p_today), '[]')
    INTO v_all, v_kept FROM sec.day_salt s;
    IF v_all > jsonb_array_length(v_kept) THEN
        TRUNCATE sec.day_salt;
        INSERT INTO sec.day_salt
        SELECT k->>'org_root', (k->>'day')::date, (k->>'salt')::bytea
        FROM jsonb_array_elements(v_kept) k;
    END IF;
    RETURN v_all - jsonb_array_length(v_kept);
END
$$;
