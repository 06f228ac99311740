-- Generations that were let in: what limits are counted from, by all processes alike, whichever store has the events.
CREATE TABLE admissions (
    generation_id text PRIMARY KEY,
    owner         text NOT NULL,
    command_id    text NOT NULL UNIQUE,
    admitted_at   timestamptz NOT NULL,
    -- How often its command has asked: whoever takes it back has to be the only one.
    asks          int NOT NULL DEFAULT 1,
    -- When the relay read its end; null while it is active.
    ended_at      timestamptz
);
CREATE INDEX admissions_recent ON admissions (owner, admitted_at);
CREATE INDEX admissions_active ON admissions (owner) WHERE ended_at IS NULL;

-- One statement, so that no lock ever waits for a client. A command that asks again is given what it was given before.
CREATE FUNCTION admit(asking text, command text, proposed text, per_minute int, at_once int)
RETURNS TABLE (verdict text, generation text, wait_millis bigint)
LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz;
    oldest timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('admission of ' || asking, 0));
    -- The database's clock, which all processes share.
    moment := clock_timestamp();
    wait_millis := 0;
    -- What asks again may still be written: it is as young as a new one, or it would be swept away under it.
    UPDATE admissions a SET asks = a.asks + 1,
            admitted_at = CASE WHEN a.ended_at IS NULL THEN moment ELSE a.admitted_at END
        WHERE a.command_id = command RETURNING a.generation_id INTO generation;
    IF FOUND THEN
        verdict := 'ADMITTED';
        RETURN NEXT;
        RETURN;
    END IF;
    generation := proposed;
    DELETE FROM admissions a
        WHERE a.owner = asking AND a.admitted_at < moment - interval '1 minute'
            AND (a.ended_at IS NOT NULL OR at_once = 0);
    SELECT a.admitted_at INTO oldest FROM admissions a
        WHERE a.owner = asking AND a.admitted_at > moment - interval '1 minute'
        ORDER BY a.admitted_at DESC OFFSET greatest(per_minute, 1) - 1 LIMIT 1;
    IF FOUND AND per_minute > 0 THEN
        verdict := 'TOO_MANY_REQUESTS';
        wait_millis := ceil(extract(epoch FROM oldest + interval '1 minute' - moment) * 1000);
    ELSIF at_once > 0
            AND (SELECT count(*) FROM admissions a WHERE a.owner = asking AND a.ended_at IS NULL) >= at_once THEN
        verdict := 'TOO_MANY_ACTIVE';
    ELSE
        INSERT INTO admissions (generation_id, owner, command_id, admitted_at)
            VALUES (proposed, asking, command, moment);
        verdict := 'ADMITTED';
    END IF;
    RETURN NEXT;
END
$$;
