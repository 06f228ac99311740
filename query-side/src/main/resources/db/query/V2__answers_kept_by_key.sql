-- What an administrator's request was answered, by its Idempotency-Key.
CREATE TABLE kept_answer (
    owner       text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    answer      bigint      NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, key)
);
