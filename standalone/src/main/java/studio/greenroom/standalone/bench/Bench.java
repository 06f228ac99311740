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
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;

/** One run: a Greenroom of its own in an empty folder, everything warm, one measure after the other. */
final class Bench {

    private static final List<Measure> MEASURES = List.of(
            new StartMeasure(),
            new CommandsMeasure(),
            new DelayMeasure(),
            new RelayMeasure(),
            new ReadsMeasure(),
            new JobsMeasure(),
            new SseMeasure());

    private final Plan plan;
    private final Set<String> only;
    private final Terminal terminal;

    /** @param only names of measures; empty for all */
    Bench(Plan plan, Set<String> only, Terminal terminal) {
        this.plan = plan;
        this.only = only;
        this.terminal = terminal;
    }

    static List<String> names() {
        return MEASURES.stream().map(Measure::name).toList();
    }

    /** @param data folder in which it makes one of its own, and takes that away again but for its logs */
    Report run(Path data) throws Exception {
        Report report = new Report(Conditions.now(plan));
        Path folder = prepared(data);
        Path said = data.resolve("bench.log");
        Files.deleteIfExists(said);
        Row row = terminal.row("Greenroom", "starting");
        try (Issuer issuer = new Issuer();
                Site site = new Site(folder, said, plan, issuer)) {
            row.done("ready", "", site.firstStart());
            List<Measure> measures = MEASURES.stream()
                    .filter(m -> only.isEmpty() || only.contains(m.name()))
                    .toList();
            boolean warm = false;
            for (Measure measure : measures) {
                if (!warm && !(measure instanceof StartMeasure)) {
                    warmUp(site);
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

    /** Compares nobody while the compilers are at work. */
    private void warmUp(Site site) throws Exception {
        Row row = terminal.row("warm-up", "warming");
        int artists = 64;
        byte[][] gets = new byte[artists][];
        try (Line line = site.line()) {
            for (int person = 0; person < artists; person++) {
                String id = Site.JSON
                        .readTree(line.send(site.create(person, "Mara Solvei"), 201)
                                .body())
                        .path("id")
                        .asString();
                gets[person] = Line.get("/api/artists/" + id, site.token(person));
                line.send(Line.post("/api/artists/" + id + "/bio", site.token(person), "{}"), 202);
            }
        }
        site.calm();
        Loop.perSecond(16, Duration.ZERO, plan.warmUp(), number -> new Loop.Client() {

            private final Line line = site.line();
            private int sent = number;

            @Override
            public void once() throws Exception {
                boolean reads = sent % 4 == 0;
                line.send(reads ? gets[sent % artists] : site.create(sent, "Mara Solvei"), reads ? 200 : 201);
                sent++;
            }

            @Override
            public void close() throws IOException {
                line.close();
            }
        });
        site.calm();
        row.done("warm", "");
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
