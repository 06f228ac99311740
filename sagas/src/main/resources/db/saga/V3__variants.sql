-- Attempts count for each variant of a generation apart; what is older has one variant.
ALTER TABLE attempt ADD COLUMN variant int NOT NULL DEFAULT 1;
ALTER TABLE attempt DROP CONSTRAINT attempt_pkey;
ALTER TABLE attempt ADD PRIMARY KEY (generation_id, variant, attempt);
ALTER TABLE outbox ADD COLUMN reports_variant int;
UPDATE outbox SET reports_variant = 1 WHERE reports IS NOT NULL;
COMMENT ON COLUMN outbox.reports IS 'the attempt at reports_variant of generation stream_id that this command reports';
