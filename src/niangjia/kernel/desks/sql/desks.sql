-- Somebody sent canned words: the union that keeps them may be one above, whose rows the sender
-- does not change.
CREATE OR REPLACE FUNCTION api.canned_used(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.post', true) NOT IN ('officer', 'chair') THEN
        RAISE EXCEPTION 'this post answers no case' USING ERRCODE = '42501';
    END IF;
    UPDATE desks_canned SET used = used + 1
    WHERE id = p_id AND withdrawn_at IS NULL
      AND starts_with(current_setting('app.path', true), org_path);
END
$$;
