package studio.greenroom.command.eventstore.postgresql;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.Origin;
import studio.greenroom.command.eventstore.SnapshotStore;
import studio.greenroom.command.eventstore.Snapshots;

/** Events beside everything else, in PostgreSQL. */
public record PostgresStorage(EventLog log, PostgresGroupWriter writer, SnapshotStore snapshots, Origin origin)
        implements EventStorage {

    public PostgresStorage(CommandDatabase database) {
        this(
                new PostgresEventLog(database),
                new PostgresGroupWriter(database),
                new PostgresSnapshots(database),
                new Origin(database));
    }

    @Override
    public EventStorageEngine engine(Commits commits, Snapshots states) {
        return new PostgresEngine(commits, log, snapshots, states);
    }

    @Override
    public String identity() {
        return origin.identity();
    }

    @Override
    public void become(String otherIdentity) {
        origin.become(otherIdentity);
    }

    /** The database is not its own, the writer's connection is. */
    @Override
    public void close() {
        writer.close();
    }
}
