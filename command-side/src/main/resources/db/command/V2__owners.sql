-- Which owner a person is. The only place that connects the two: with a row deleted, what the owner has is nobody's.
CREATE TABLE owners (
    issuer     text NOT NULL,
    subject    text NOT NULL,
    owner      text NOT NULL UNIQUE,
    first_seen timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
);
