package studio.greenroom.command.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** An event store as one process has it open: to read, to write, and as Axon sees it. */
public interface EventStorage extends AutoCloseable {

    EventLog log();

    /** For the appender, which closes it. */
    GroupWriter writer();

    EventStorageEngine engine(Commits commits);

    @Override
    void close();
}
