-- The signed context every policy reads. The key never leaves the database.
CREATE TABLE IF NOT EXISTS sec.key (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);

-- HMAC-SHA256 (RFC 2104) from two sha256() calls: the embedded server has no pgcrypto.
DO $$
DECLARE
    secret bytea;
    i int;
    o bytea := decode(repeat('5c', 64), 'hex');
    n bytea := decode(repeat('36', 64), 'hex');
BEGIN
    IF EXISTS (SELECT 1 FROM sec.key) THEN
        RETURN;
    END IF;
    secret := decode(replace(gen_random_uuid()::text || gen_random_uuid()::text
        || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
    FOR i IN 0..63 LOOP
        o := set_byte(o, i, get_byte(o, i) # get_byte(secret, i));
        n := set_byte(n, i, get_byte(n, i) # get_byte(secret, i));
    END LOOP;
    INSERT INTO sec.key (inner_pad, outer_pad) VALUES (n, o);
END
$$;

CREATE OR REPLACE FUNCTION sec.mac(p_text text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (
    SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(p_text, 'UTF8'))), 'hex')
    FROM sec.key k
);

-- What is signed: everything a policy may read.
CREATE OR REPLACE FUNCTION sec.context(p_role text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN concat_ws('|', p_role,
    current_setting('app.path', true), current_setting('app.root', true),
    current_setting('app.me', true), current_setting('app.org', true),
    current_setting('app.post', true), current_setting('app.purpose', true),
    current_setting('app.exp', true));

-- True when the context of this transaction was signed by the database for this role and is fresh.
CREATE OR REPLACE FUNCTION sec.ok(p_role text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN coalesce(
    current_setting('app.mac', true) = sec.mac(sec.context(p_role))
    AND NULLIF(current_setting('app.exp', true), '')::bigint
        > extract(epoch FROM clock_timestamp())::bigint,
    false);

-- True when a union's officer acts: the post is signed like everything else.
CREATE OR REPLACE FUNCTION sec.is_union() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN sec.ok(current_setting('role'))
    AND current_setting('app.post', true) IN ('officer', 'chair', 'caller');

-- Fixed-window counter. True while the caller is within p_limit hits per p_seconds.
CREATE OR REPLACE FUNCTION api.hit(p_key text, p_limit integer, p_seconds integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_window bigint := floor(extract(epoch FROM clock_timestamp()) / p_seconds);
    v_hits integer;
BEGIN
    INSERT INTO base_rate AS r (key, seconds, period, hits)
    VALUES (p_key, p_seconds, v_window, 1)
    ON CONFLICT (key, seconds) DO UPDATE SET
        hits = CASE WHEN r.period = EXCLUDED.period THEN r.hits + 1 ELSE 1 END,
        period = EXCLUDED.period
    RETURNING hits INTO v_hits;
    RETURN v_hits <= p_limit;
END
$$;

-- One more of something at a place today. Adds to a number; who asked is not among the arguments.
CREATE OR REPLACE FUNCTION api.count(p_what text, p_place text, p_day date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO base_daycount AS d (id, what, place, day, n)
    VALUES (gen_random_uuid(), p_what, p_place, p_day, 1)
    ON CONFLICT (what, place, day) DO UPDATE SET n = d.n + 1;
$$;
