-- Whose call it is, so that everybody gets a turn, and by which model, so that its time can be told.
-- Both stay empty in rows of a process that is older than this, and in what was cleared.
ALTER TABLE attempt ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE attempt ADD COLUMN model text NOT NULL DEFAULT '';
ALTER TABLE attempt ADD COLUMN took_millis bigint;
ALTER TABLE attempt ADD COLUMN keep_until timestamptz;
COMMENT ON COLUMN attempt.took_millis IS 'the length of a successful call';
COMMENT ON COLUMN attempt.keep_until IS 'when what was ordered is cleared; null while it is needed and after it was cleared';
UPDATE attempt SET owner = coalesce(ordered::json -> 'report' ->> 'owner', ''),
    model = coalesce(ordered::json ->> 'model', ''),
    keep_until = CASE state WHEN 'answered' THEN now() + interval '7 days' END
WHERE ordered IS NOT NULL;

DROP INDEX attempt_ready;
CREATE INDEX attempt_ready ON attempt (provider, owner, created_at, generation_id, variant, attempt)
    WHERE state = 'ready';
CREATE INDEX attempt_under_way ON attempt (provider, owner) WHERE state = 'calling';
CREATE INDEX attempt_took ON attempt (provider, model, kind, answered_at) WHERE took_millis IS NOT NULL;
CREATE INDEX attempt_kept ON attempt (keep_until) WHERE keep_until IS NOT NULL;

-- When an owner was last served by a provider: whoever was served goes to the end of the line.
CREATE TABLE attempt_turn (
    provider  text NOT NULL,
    owner     text NOT NULL,
    served_at timestamptz NOT NULL,
    PRIMARY KEY (provider, owner)
);

-- Who does what only one process is to do; whoever falls silent loses it.
CREATE TABLE duty (
    name        text PRIMARY KEY,
    holder      text NOT NULL,
    holds_until timestamptz NOT NULL
);

-- Takes ready rows of a provider, as many as there are tokens, and never more than its limit together with those that
-- any process is calling. A function, because each of its statements sees what was committed before the lock was had,
-- and because the lock then waits for no client.
CREATE FUNCTION claim_attempts(by_provider text, most int, tokens text[], lease interval)
    RETURNS TABLE (ordered text, token text) LANGUAGE plpgsql AS $$
DECLARE
    room int;
    next record;
BEGIN
    IF NOT EXISTS (SELECT FROM attempt a WHERE a.provider = by_provider AND a.state = 'ready') THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('greenroom.attempt'), hashtext(by_provider));
    SELECT most - count(*) INTO room FROM attempt a
        WHERE a.provider = by_provider AND a.state = 'calling' AND a.lease_until > clock_timestamp();
    FOR n IN 1 .. least(room, cardinality(tokens)) LOOP
        -- Each owner's oldest row, found by one look into the index for each owner and not for each row. First comes
        -- who has the fewest calls under way, then who has been waiting for longest since being served.
        WITH RECURSIVE waiting AS (
            (SELECT a.owner FROM attempt a WHERE a.provider = by_provider AND a.state = 'ready'
             ORDER BY a.owner LIMIT 1)
            UNION ALL
            SELECT (SELECT a.owner FROM attempt a
                    WHERE a.provider = by_provider AND a.state = 'ready' AND a.owner > w.owner
                    ORDER BY a.owner LIMIT 1)
            FROM waiting w WHERE w.owner IS NOT NULL)
        SELECT o.* INTO next FROM waiting w
            CROSS JOIN LATERAL (
                SELECT a.generation_id, a.variant, a.attempt, a.owner, a.created_at FROM attempt a
                WHERE a.provider = by_provider AND a.state = 'ready' AND a.owner = w.owner
                ORDER BY a.created_at, a.generation_id, a.variant, a.attempt LIMIT 1) o
            LEFT JOIN attempt_turn t ON t.provider = by_provider AND t.owner = w.owner
            CROSS JOIN LATERAL (
                SELECT count(*) AS calls FROM attempt a
                WHERE a.provider = by_provider AND a.state = 'calling' AND a.owner = w.owner) under_way
            ORDER BY under_way.calls, greatest(o.created_at, t.served_at), o.created_at, o.generation_id LIMIT 1;
        EXIT WHEN NOT FOUND;
        UPDATE attempt a SET state = 'calling', called_at = clock_timestamp(), lease_token = tokens[n],
                lease_until = clock_timestamp() + lease
            WHERE a.generation_id = next.generation_id AND a.variant = next.variant AND a.attempt = next.attempt
                AND a.state = 'ready'
            RETURNING a.ordered, a.lease_token INTO ordered, token;
        -- Not found: it was cancelled meanwhile.
        IF FOUND THEN
            INSERT INTO attempt_turn VALUES (by_provider, next.owner, clock_timestamp())
                ON CONFLICT ON CONSTRAINT attempt_turn_pkey DO UPDATE SET served_at = excluded.served_at;
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;
