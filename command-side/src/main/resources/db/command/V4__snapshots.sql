-- The newest state of aggregates with many events. It can be taken away at any time: it is folded again from the events.
CREATE TABLE snapshots (
    stream_id   text PRIMARY KEY,
    revision    bigint NOT NULL,
    form        text NOT NULL,
    owner       text NOT NULL,
    taken_at    timestamptz NOT NULL,
    state       bytea NOT NULL
);
