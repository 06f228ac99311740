-- The store's end. Its row lock orders the groups of all writers, so commit order is position order without gaps.
CREATE TABLE store_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint NOT NULL
);
INSERT INTO store_head (position) VALUES (0);

CREATE TABLE events (
    position       bigint PRIMARY KEY,
    event_id       text NOT NULL,
    stream_id      text NOT NULL,
    stream_type    text NOT NULL,
    revision       bigint NOT NULL,
    type           text NOT NULL,
    type_revision  int NOT NULL,
    occurred_at    timestamptz NOT NULL,
    owner          text NOT NULL,
    actor          text NOT NULL,
    command_id     text NOT NULL,
    ordinal        int NOT NULL,
    correlation_id text NOT NULL,
    causation_id   text NOT NULL,
    operation_id   text NOT NULL,
    payload        bytea NOT NULL,
    personal       bytea,
    key_id         text,
    CONSTRAINT events_stream UNIQUE (stream_id, revision),
    CONSTRAINT events_command UNIQUE (command_id, ordinal)
);

-- The first answer to an Idempotency-Key, committed together with the events that it speaks of.
CREATE TABLE idempotency (
    owner       text NOT NULL,
    key         text NOT NULL,
    fingerprint text NOT NULL,
    command_id  text NOT NULL,
    status      int NOT NULL,
    stream_id   text NOT NULL,
    revision    bigint NOT NULL,
    position    bigint NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (owner, key)
);

CREATE TABLE blobs (
    owner      text NOT NULL,
    sha256     text NOT NULL,
    size       bigint NOT NULL,
    touched_at timestamptz NOT NULL,
    PRIMARY KEY (owner, sha256)
);
