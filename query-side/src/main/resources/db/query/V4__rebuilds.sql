-- A version can be built again: every build has a schema, a consumer and positions of its own; 0 is the first.
ALTER TABLE projection_version ADD COLUMN build bigint NOT NULL DEFAULT 0;
ALTER TABLE projection_version DROP CONSTRAINT projection_version_pkey;
ALTER TABLE projection_version ADD PRIMARY KEY (name, version, build);
ALTER TABLE projection_version ADD COLUMN schema text GENERATED ALWAYS AS (
    'query_' || name || '_v' || version::text || CASE WHEN build = 0 THEN '' ELSE '_b' || build::text END) STORED;

-- Rebuilds that somebody asked for; a rebuild's id is its build.
CREATE TABLE rebuild (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name             text        NOT NULL,
    version          integer     NOT NULL,
    state            text        NOT NULL
        CHECK (state IN ('loading', 'catching-up', 'paused', 'failed', 'cancelled', 'done')),
    events           bigint      NOT NULL DEFAULT 0,
    total            bigint      NOT NULL,
    started_at       timestamptz NOT NULL,
    resumed_at       timestamptz NOT NULL,
    resumed_events   bigint      NOT NULL DEFAULT 0,
    stopped_at       timestamptz,
    failed_event     text,
    failed_position  bigint,
    failed_type      text,
    failed_reason    text,
    worker           text,
    worker_until     timestamptz
);

CREATE UNIQUE INDEX rebuild_one_open ON rebuild (name)
    WHERE state IN ('loading', 'catching-up', 'paused', 'failed');
