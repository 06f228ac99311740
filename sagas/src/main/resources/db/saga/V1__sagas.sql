-- Saga state as JSON; found through its association values.
CREATE TABLE saga (
    id         text PRIMARY KEY,
    state      text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE saga_association (
    key     text NOT NULL,
    value   text NOT NULL,
    saga_id text NOT NULL REFERENCES saga ON DELETE CASCADE,
    PRIMARY KEY (key, value, saga_id)
);
CREATE INDEX saga_association_saga ON saga_association (saga_id);

-- How far a consumer has come; its row is the lock that fences a consumer that lost the partition.
CREATE TABLE consumer_position (
    consumer     text NOT NULL,
    partition    int NOT NULL,
    position     bigint NOT NULL DEFAULT 0,
    topic_offset bigint NOT NULL DEFAULT -1,
    PRIMARY KEY (consumer, partition)
);

-- Events whose handler failed, and every later event of the same thing.
CREATE TABLE parked (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer  text NOT NULL,
    partition int NOT NULL,
    position  bigint NOT NULL,
    sequence  text NOT NULL,
    type      text NOT NULL,
    envelope  text NOT NULL,
    error     text NOT NULL,
    tries     int NOT NULL DEFAULT 1,
    parked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (consumer, position)
);
CREATE INDEX parked_sequence ON parked (consumer, sequence, position);

-- Commands to send. A row leaves when its command is acknowledged; a refused one stays to be seen.
-- due_at is also the lease: whoever claims a row moves it into the future.
CREATE TABLE outbox (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command_id    text NOT NULL UNIQUE,
    stream_id     text NOT NULL,
    command_type  text NOT NULL,
    command       text NOT NULL,
    cause         text NOT NULL,
    reports       int,
    tries         int NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL DEFAULT now(),
    created_at    timestamptz NOT NULL DEFAULT now(),
    refused       text,
    error         text
);
COMMENT ON COLUMN outbox.reports IS 'the attempt of generation stream_id that this command reports';
CREATE INDEX outbox_due ON outbox (due_at) WHERE refused IS NULL;
CREATE INDEX outbox_refused ON outbox (id) WHERE refused IS NOT NULL;

-- One row per call of a provider, for ever: a saga replayed from zero finds it and calls nobody again.
CREATE TABLE attempt (
    generation_id text NOT NULL,
    attempt       int NOT NULL,
    kind          text NOT NULL,
    provider      text NOT NULL,
    state         text NOT NULL DEFAULT 'ready'
                  CHECK (state IN ('ready', 'calling', 'answered', 'reported', 'cancelled')),
    ordered       text,
    ended         boolean NOT NULL DEFAULT false,
    lease_token   text,
    lease_until   timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    called_at     timestamptz,
    answered_at   timestamptz,
    PRIMARY KEY (generation_id, attempt)
);
COMMENT ON COLUMN attempt.ended IS 'the generation ended while this was called: nobody waits for the answer';
CREATE INDEX attempt_ready ON attempt (provider, created_at) WHERE state = 'ready';
CREATE INDEX attempt_calling ON attempt (lease_until) WHERE state = 'calling';
CREATE UNIQUE INDEX attempt_token ON attempt (lease_token) WHERE lease_token IS NOT NULL;

-- db-scheduler 16: durable timers.
CREATE TABLE scheduled_tasks (
    task_name            text NOT NULL,
    task_instance        text NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
