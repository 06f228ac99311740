package studio.greenroom.command.eventstore;

import java.util.Optional;

/** Snapshots, one of each stream. */
public interface SnapshotStore {

    Optional<Snapshot> newest(String streamId);

    /** Does nothing when one of a later revision is there, or of the same revision and form. */
    void keep(Snapshot snapshot);
}
