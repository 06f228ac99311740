package studio.greenroom.standalone.verify;

import java.util.concurrent.Callable;
import org.springframework.boot.context.properties.bind.Binder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.command.eventstore.Origin;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.command.eventstore.mongodb.MongoStorage;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.standalone.Failure;
import studio.greenroom.standalone.Options;
import studio.greenroom.standalone.Postgres;
import studio.greenroom.standalone.Session;
import studio.greenroom.standalone.terminal.Terminal;

/** {@code ./greenroom verify}. */
@Command(
        name = "verify",
        synopsisHeading = "",
        customSynopsis = "greenroom verify --ledger [--data DIR]%n",
        description =
                "Counts every cost again from the log and compares it with the ledger; ends with 1 where they differ.",
        optionListHeading = "%nOptions:%n",
        sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

    private static final int DIFFERENT = 1;

    private final Session session;
    private final Options options;

    @Option(names = "--ledger", required = true, order = 4, description = "The costs; a Greenroom may go on meanwhile")
    @SuppressWarnings("unused")
    private boolean ledger;

    public VerifyCommand(Session session, Options options) {
        this.session = session;
        this.options = options;
    }

    @Override
    public Integer call() {
        MongoSettings mongo = Binder.get(options.environment()).bindOrCreate("greenroom.mongodb", MongoSettings.class);
        return session.alone(options, terminal -> {
            try (Postgres server = Postgres.of(options.data(), terminal);
                    CommandDatabase database = new CommandDatabase(server.settings());
                    EventStorage storage = storage(new Origin(database), database, mongo);
                    LedgerTables tables = new LedgerTables(server.settings())) {
                LedgerCheck check = new LedgerCheck(storage.log(), tables, terminal);
                return say(new Verdict(server.alone() ? check.whereItStands() : check.whileItRuns()), terminal);
            } catch (IllegalStateException e) {
                throw new Failure(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** The store that events were written to last: there is only one log to judge by. */
    private static EventStorage storage(Origin origin, CommandDatabase database, MongoSettings mongo) {
        boolean postgres = origin.kind().orElse(Kind.POSTGRESQL) == Kind.POSTGRESQL;
        EventStorage storage = postgres ? new PostgresStorage(database) : new MongoStorage(mongo);
        if (!storage.identity().equals(origin.identity())) {
            storage.close();
            throw new IllegalStateException("The read models here come from other events than those in this "
                    + (postgres ? Kind.POSTGRESQL : Kind.MONGODB).server() + ". Name their store"
                    + (postgres ? "." : " in GREENROOM_MONGODB_URI."));
        }
        return storage;
    }

    private static int say(Verdict verdict, Terminal terminal) {
        terminal.gap();
        verdict.lines().forEach(terminal::result);
        terminal.gap();
        verdict.conclusion().forEach(terminal::result);
        return verdict.agrees() ? 0 : DIFFERENT;
    }
}
