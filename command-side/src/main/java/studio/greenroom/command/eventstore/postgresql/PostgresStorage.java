package studio.greenroom.command.eventstore.postgresql;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.GroupWriter;

/** Events beside everything else, in PostgreSQL. */
public record PostgresStorage(EventLog log, GroupWriter writer) implements EventStorage {

    public PostgresStorage(CommandDatabase database) {
        this(new PostgresEventLog(database), new PostgresGroupWriter(database));
    }

    @Override
    public EventStorageEngine engine(Commits commits) {
        return new PostgresEngine(commits, log);
    }

    /** The database is not its own. */
    @Override
    public void close() {}
}
