package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the start of the process until it is ready, in an empty folder and again, and the memory that it holds then. */
final class StartMeasure implements Measure {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        site.restart();
        List<Long> pids = site.child().pids();
        double jvm = kib(pids.get(0), "status", "VmRSS:");
        double servers = 0;
        for (long pid : pids.subList(1, pids.size())) {
            // What PostgreSQL's processes share is counted once.
            servers += kib(pid, "smaps_rollup", "Pss:");
        }
        return List.of(
                Figure.of("first start to ready", site.firstStart().toMillis() / 1e3, "s"),
                Figure.of("second start to ready", site.child().took().toMillis() / 1e3, "s")
                        .aim(Figure.Aim.atMost(15)),
                Figure.of("memory of all when ready", (jvm + servers) / 1_024, "MiB")
                        .aim(Figure.Aim.atMost(1_228.8)),
                Figure.of("  of it the JVM", jvm / 1_024, "MiB"));
    }

    /** As Linux tells it; 0 elsewhere, and for a process that has just ended. */
    private static double kib(long pid, String file, String field) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
