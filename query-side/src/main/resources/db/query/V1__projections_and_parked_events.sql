-- Which version of each projection is being built, read or given up.
CREATE TABLE projection_version (
    name       text        NOT NULL,
    version    integer     NOT NULL,
    state      text        NOT NULL CHECK (state IN ('building', 'live', 'retired')),
    retired_at timestamptz,
    PRIMARY KEY (name, version)
);

CREATE UNIQUE INDEX projection_version_one_live ON projection_version (name) WHERE state = 'live';

-- Events that a projection could not take, and all later events of the same stream.
CREATE TABLE parked (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer  text        NOT NULL,
    stream_id text        NOT NULL,
    position  bigint      NOT NULL,
    type      text        NOT NULL,
    envelope  text        NOT NULL,
    error     text        NOT NULL,
    tries     integer     NOT NULL,
    parked_at timestamptz NOT NULL,
    UNIQUE (consumer, position)
);

CREATE INDEX parked_sequence ON parked (consumer, stream_id, position);
