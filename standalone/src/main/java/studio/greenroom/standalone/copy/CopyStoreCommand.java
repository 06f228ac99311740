package studio.greenroom.standalone.copy;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.boot.context.properties.bind.Binder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.command.eventstore.Origin;
import studio.greenroom.command.eventstore.StoreCopy;
import studio.greenroom.command.eventstore.StoreDigest;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.command.eventstore.mongodb.MongoStorage;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.kernel.process.Waiting;
import studio.greenroom.standalone.Failure;
import studio.greenroom.standalone.Options;
import studio.greenroom.standalone.Postgres;
import studio.greenroom.standalone.Session;
import studio.greenroom.standalone.StoreKind;
import studio.greenroom.standalone.terminal.Advance;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;

/** {@code ./greenroom copy-store}. */
@Command(
        name = "copy-store",
        synopsisHeading = "",
        customSynopsis = "greenroom copy-store --from STORE --to STORE [--data DIR]%n",
        description =
                "Copies every event to the other store, at the position that it has; goes on where it was interrupted.",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  export GREENROOM_MONGODB_URI=mongodb://127.0.0.1:27017/greenroom",
            "  ./greenroom copy-store --from postgresql --to mongodb"
        })
public final class CopyStoreCommand implements Callable<Integer> {

    private final Session session;
    private final Options options;

    @Option(
            names = "--from",
            paramLabel = "STORE",
            required = true,
            order = 4,
            converter = StoreKind.class,
            description = "postgresql or mongodb; a Greenroom may go on using it")
    @SuppressWarnings("NullAway.Init")
    private Kind from;

    @Option(
            names = "--to",
            paramLabel = "STORE",
            required = true,
            order = 5,
            converter = StoreKind.class,
            description = "The other one; nothing else may use it")
    @SuppressWarnings("NullAway.Init")
    private Kind to;

    @Spec
    private CommandSpec command;

    public CopyStoreCommand(Session session, Options options) {
        this.session = session;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (from == to) {
            throw new ParameterException(command.commandLine(), "--from and --to name the same store.");
        }
        if (options.eventStore() != null) {
            throw new ParameterException(command.commandLine(), "copy-store takes --from and --to, not --event-store.");
        }
        MongoSettings mongo = Binder.get(options.environment()).bindOrCreate("greenroom.mongodb", MongoSettings.class);
        return session.alone(options, terminal -> {
            try (Postgres server = Postgres.of(options.data(), terminal);
                    CommandDatabase database = new CommandDatabase(server.settings());
                    EventStorage postgresql = new PostgresStorage(database);
                    EventStorage mongodb = opened(mongo, terminal)) {
                boolean there = from == Kind.POSTGRESQL;
                if (there) {
                    new Origin(database).requireNewest();
                }
                copy(there ? postgresql : mongodb, there ? mongodb : postgresql, terminal);
                return 0;
            } catch (IllegalStateException e) {
                throw new Failure(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private static EventStorage opened(MongoSettings settings, Terminal terminal) {
        Row row = terminal.row(Kind.MONGODB.server(), "starting");
        Waiting.tell(server -> row.working("waiting", server));
        try {
            EventStorage storage = new MongoStorage(settings);
            row.done("ready", "");
            return storage;
        } catch (RuntimeException problem) {
            row.failed();
            throw problem;
        }
    }

    private void copy(EventStorage source, EventStorage target, Terminal terminal) {
        Row row = terminal.row("copy", "copying");
        Advance copying =
                new Advance(row, "copying", target.log().head(), source.log().head());
        long copied = new StoreCopy(source, target).run(copying::at);
        row.done("copied", String.format(Locale.ROOT, "%,d events", copied));
        StoreDigest one = digest(source, from, copied, terminal);
        StoreDigest other = digest(target, to, copied, terminal);
        terminal.gap();
        say(from, one, terminal);
        say(to, other, terminal);
        terminal.gap();
        if (!one.equals(other)) {
            throw new Failure("The two stores differ. Do not use the copy; take another empty database.");
        }
        terminal.say(String.format(Locale.ROOT, "Both hold the same, byte for byte, up to position %,d.", copied));
        terminal.say("Stop Greenroom, copy once more for what came meanwhile, then start it with GREENROOM_EVENTSTORE="
                + to.word() + ".");
    }

    private static void say(Kind kind, StoreDigest digest, Terminal terminal) {
        terminal.result(String.format(
                Locale.ROOT,
                "%-11s %,d events, head %,d, sha256 %s",
                kind.server(),
                digest.count(),
                digest.head(),
                digest.sha256()));
    }

    private static StoreDigest digest(EventStorage storage, Kind kind, long upTo, Terminal terminal) {
        Row row = terminal.row("compare", "reading");
        StoreDigest digest = StoreDigest.of(storage.log(), upTo, new Advance(row, "reading", 0, upTo)::at);
        row.done("read", kind.server());
        return digest;
    }
}
