-- Which of an administrator's requests were done, by their Idempotency-Key.
CREATE TABLE kept_answer (
    owner       text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, key)
);
