-- Whose events the read models, sagas and topic of this database come from: the store's identity, which its copies share,
-- and the kind of store that they were last written to. No kind: nothing was started on this database yet.
CREATE TABLE store (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    identity text NOT NULL,
    kind     text
);
INSERT INTO store (identity, kind)
SELECT gen_random_uuid()::text, CASE WHEN position > 0 THEN 'POSTGRESQL' END FROM store_head;
