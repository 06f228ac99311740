package studio.greenroom.command.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** An event store as one process has it open: to read, to write, and as Axon sees it. */
public interface EventStorage extends AutoCloseable {

    EventLog log();

    /** For one thread at a time: the appender's, where there is one. */
    GroupWriter writer();

    SnapshotStore snapshots();

    EventStorageEngine engine(Commits commits, Snapshots snapshots);

    /** Who this store is, from its first start on. A copy of it has the same. */
    String identity();

    /**
     * Makes an empty store the beginning of a copy of another.
     *
     * @throws IllegalStateException when what was made from this store belongs to somebody else's events
     */
    void become(String otherIdentity);

    /** After whoever writes has ended. */
    @Override
    void close();
}
