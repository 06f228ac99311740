-- Which providers and models there are, as sagas have told last.
CREATE TABLE offers (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    offers   text NOT NULL
);
