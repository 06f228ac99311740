-- What the same request is answered with once more, and what budgets are counted from.
ALTER TABLE admissions
    -- Tells the same request; null for one that is not compared.
    ADD COLUMN request_hash text,
    -- What it may still cost, in millionths of the currency's unit.
    ADD COLUMN reserved  bigint NOT NULL DEFAULT 0,
    ADD COLUMN currency  text,
    -- How it ended, and where in its stream and in the store.
    ADD COLUMN succeeded boolean NOT NULL DEFAULT false,
    ADD COLUMN revision  bigint,
    ADD COLUMN position  bigint,
    -- From when on nothing asks for it any more.
    ADD COLUMN gone_at   timestamptz;
UPDATE admissions SET gone_at = greatest(admitted_at + interval '1 minute', ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX admissions_gone ON admissions (owner, gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX admissions_repeats ON admissions (owner, request_hash) WHERE request_hash IS NOT NULL;
CREATE UNIQUE INDEX admissions_one_active ON admissions (owner, request_hash)
    WHERE ended_at IS NULL AND request_hash IS NOT NULL;

-- What an owner's attempts have cost in a month of UTC, as far as the mark: each event counts once, however often it is read.
CREATE TABLE spending (
    owner    text NOT NULL,
    month    date NOT NULL,
    currency text NOT NULL,
    micros   bigint NOT NULL,
    PRIMARY KEY (owner, month, currency)
);
CREATE TABLE spending_mark (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint NOT NULL
);
INSERT INTO spending_mark (position) VALUES (0);

CREATE FUNCTION spend(positions bigint[], generations text[], owners text[], months date[], currencies text[],
        amounts bigint[])
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    mark bigint;
BEGIN
    SELECT m.position INTO mark FROM spending_mark m FOR UPDATE;
    INSERT INTO spending AS s (owner, month, currency, micros)
        SELECT e.owner, e.month, e.currency, sum(e.micros)
            FROM unnest(positions, owners, months, currencies, amounts) AS e (position, owner, month, currency, micros)
            WHERE e.position > mark
            GROUP BY 1, 2, 3
        ON CONFLICT (owner, month, currency) DO UPDATE SET micros = s.micros + excluded.micros;
    -- What is spent is not set aside any more; both change in one commit, so that nobody counts it twice or never.
    UPDATE admissions a SET reserved = greatest(0, a.reserved - e.micros)
        FROM (SELECT u.generation, u.currency, sum(u.micros) AS micros
                FROM unnest(positions, generations, currencies, amounts) AS u (position, generation, currency, micros)
                WHERE u.position > mark
                GROUP BY 1, 2) e
        WHERE a.generation_id = e.generation AND a.currency = e.currency AND a.ended_at IS NULL;
    UPDATE spending_mark m SET position = greatest(m.position, (SELECT max(p) FROM unnest(positions) p));
END
$$;

DROP FUNCTION admit(text, text, text, int, int);

-- One statement, so that no lock ever waits for a client. A command that asks again is given what it was given before; a
-- request that was made before is answered with that generation and counts for nothing.
CREATE FUNCTION admit(asking text, command text, proposed text, per_minute int, at_once int,
        hash text, kept_millis bigint, quote bigint, quoted_in text, budget bigint, budgeted_in text)
RETURNS TABLE (verdict text, generation text, wait_millis bigint, end_revision bigint, end_position bigint,
        left_micros bigint, next_month date)
LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz;
    oldest timestamptz;
    ended  timestamptz;
    this_month timestamp;
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
    DELETE FROM admissions a WHERE a.owner = asking AND a.gone_at < moment;
    -- With NULL for the hash this finds nothing.
    SELECT a.generation_id, a.ended_at, a.revision, a.position INTO generation, ended, end_revision, end_position
        FROM admissions a
        WHERE a.owner = asking AND a.request_hash = hash
            AND (a.ended_at IS NULL
                OR a.succeeded AND a.ended_at > moment - kept_millis * interval '1 millisecond')
        ORDER BY a.ended_at DESC NULLS LAST LIMIT 1;
    IF FOUND THEN
        verdict := CASE WHEN ended IS NULL THEN 'RUNNING' ELSE 'SUCCEEDED' END;
        wait_millis := coalesce(kept_millis - extract(epoch FROM moment - ended) * 1000, 0);
        RETURN NEXT;
        RETURN;
    END IF;
    generation := proposed;
    SELECT a.admitted_at INTO oldest FROM admissions a
        WHERE a.owner = asking AND a.admitted_at > moment - interval '1 minute'
        ORDER BY a.admitted_at DESC OFFSET greatest(per_minute, 1) - 1 LIMIT 1;
    IF FOUND AND per_minute > 0 THEN
        verdict := 'TOO_MANY_REQUESTS';
        wait_millis := ceil(extract(epoch FROM oldest + interval '1 minute' - moment) * 1000);
        RETURN NEXT;
        RETURN;
    END IF;
    IF at_once > 0
            AND (SELECT count(*) FROM admissions a WHERE a.owner = asking AND a.ended_at IS NULL) >= at_once THEN
        verdict := 'TOO_MANY_ACTIVE';
        RETURN NEXT;
        RETURN;
    END IF;
    -- What is known to cost nothing is let in whatever is left; what nobody can price, while there is anything left.
    IF budget > 0 AND quote IS DISTINCT FROM 0 THEN
        this_month := date_trunc('month', moment AT TIME ZONE 'UTC');
        left_micros := budget
            - coalesce((SELECT s.micros FROM spending s
                WHERE s.owner = asking AND s.month = this_month::date AND s.currency = budgeted_in), 0)
            - coalesce((SELECT sum(a.reserved) FROM admissions a
                WHERE a.owner = asking AND a.ended_at IS NULL AND a.currency = budgeted_in), 0);
        IF left_micros < (CASE WHEN quoted_in = budgeted_in THEN quote ELSE 1 END) THEN
            verdict := 'BUDGET_EXCEEDED';
            next_month := this_month + interval '1 month';
            wait_millis := ceil(extract(epoch FROM next_month::timestamp AT TIME ZONE 'UTC' - moment) * 1000);
            RETURN NEXT;
            RETURN;
        END IF;
    END IF;
    INSERT INTO admissions (generation_id, owner, command_id, admitted_at, request_hash, reserved, currency)
        VALUES (proposed, asking, command, moment, hash, coalesce(quote, 0), quoted_in);
    verdict := 'ADMITTED';
    RETURN NEXT;
END
$$;
