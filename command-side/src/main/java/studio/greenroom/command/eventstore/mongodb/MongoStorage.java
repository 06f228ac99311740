package studio.greenroom.command.eventstore.mongodb;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.GroupWriter;
import studio.greenroom.command.eventstore.SnapshotStore;
import studio.greenroom.command.eventstore.Snapshots;

/** Events in MongoDB; everything else stays in PostgreSQL. */
public final class MongoStorage implements EventStorage {

    private final MongoDatabase database;
    private final MongoEventLog log;
    private final GroupWriter writer;

    /** @throws IllegalStateException with one line that says what to do, when the store can not be used */
    public MongoStorage(MongoSettings settings) {
        database = new MongoDatabase(settings);
        log = new MongoEventLog(database.commits());
        writer = new MongoGroupWriter(database.commits(), database.turns(), log);
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public GroupWriter writer() {
        return writer;
    }

    @Override
    public SnapshotStore snapshots() {
        return new MongoSnapshots(database.snapshotCollection());
    }

    @Override
    public EventStorageEngine engine(Commits commits, Snapshots snapshots) {
        return new MongoEngine(database, new CommitStrategy(commits, log, snapshots(), snapshots));
    }

    @Override
    public String identity() {
        return database.identity();
    }

    @Override
    public void become(String otherIdentity) {
        database.become(otherIdentity);
    }

    @Override
    public void close() {
        database.close();
    }
}
