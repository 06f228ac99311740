package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import studio.greenroom.command.eventstore.EventStoreSettings;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.standalone.Failure;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;

/** One run: a Greenroom of its own in an empty folder, everything warm, one measure after the other. */
final class Bench {

    private static final List<Measure> MEASURES = List.of(
            new StartMeasure(),
            new HistoryMeasure(),
            new StoreMeasure(),
            new CommandsMeasure(),
            new DelayMeasure(),
            new RelayMeasure(),
            new RebuildMeasure(),
            new ReadsMeasure(),
            new RepeatsMeasure(),
            new JobsMeasure(),
            new SseMeasure());

    private final Plan plan;
    private final Set<String> only;
    private final Environment environment;
    private final Terminal terminal;

    /**
     * @param only        names of measures; empty for all
     * @param environment settings, among them the event store that is measured
     */
    Bench(Plan plan, Set<String> only, Environment environment, Terminal terminal) {
        this.plan = plan;
        this.only = only;
        this.environment = environment;
        this.terminal = terminal;
    }

    static List<String> names() {
        return MEASURES.stream().map(Measure::name).toList();
    }

    private List<Measure> measures(Kind store) {
        List<Measure> measures = MEASURES.stream()
                .filter(measure -> measure.isOf(store))
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
        if (measures.isEmpty()) {
            throw new Failure("With " + store.server() + " as the event store there is no measure "
                    + String.join(", ", only) + ".");
        }
        return measures;
    }

    /** @param data folder in which it makes one of its own, and takes that away again but for its logs */
    Report run(Path data) throws Exception {
        EventStoreSettings store = Binder.get(environment).bindOrCreate("greenroom", EventStoreSettings.class);
        List<Measure> measures = measures(store.eventStore());
        Report report = new Report(Conditions.now(plan, store.eventStore().word()));
        MongoSettings mongodb = store.eventStore() == Kind.MONGODB
                ? Binder.get(environment).bindOrCreate("greenroom.mongodb", MongoSettings.class)
                : null;
        Path folder = prepared(data);
        Path said = data.resolve("bench.log");
        Files.deleteIfExists(said);
        Row row = terminal.row("Greenroom", "starting");
        try (Issuer issuer = new Issuer();
                Site site = new Site(folder, said, plan, issuer, mongodb)) {
            row.done("ready", "", site.firstStart());
            boolean warm = false;
            for (Measure measure : measures) {
                if (!warm && measure.isHot()) {
                    report.warmedUp(warmUp(site));
                    warm = true;
                }
                Row under = terminal.row(measure.name(), "measuring");
                try {
                    report.add(measure.name(), measure.take(site));
                } catch (Throwable problem) {
                    under.failed();
                    throw problem;
                }
                under.done("measured", "");
            }
        }
        cleared(folder);
        return report;
    }

    private Duration warmUp(Site site) throws Exception {
        Row under = terminal.row("warm-up", "warming");
        Duration took = new WarmUp(site).run();
        under.done("warm", "");
        return took;
    }

    private static Path prepared(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            // Root's servers run as another user, who has to get through.
            boolean root = "root".equals(System.getProperty("user.name"));
            Files.createDirectories(data.toAbsolutePath().getParent());
            Files.createDirectory(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(root ? "rwx--x--x" : "rwx------"));
        }
        Path folder = data.resolve("bench");
        cleared(folder);
        return folder;
    }

    private static void cleared(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
