package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of the process until it is ready, in an empty folder and again, and the memory that it and its servers
 * hold then: in one process, and as the processes of {@code ./greenroom split}.
 */
final class StartMeasure implements Measure {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public boolean isHot() {
        return false;
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        site.restart();
        List<Long> pids = site.child().pids();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("first start to ready", site.firstStart().toMillis() / 1e3, "s"),
                Figure.of("second start to ready", site.child().took().toMillis() / 1e3, "s")
                        .aim(Figure.Aim.atMost(15)),
                Figure.of("memory of all when ready", mebibytes(pids), "MiB").aim(Figure.Aim.atMost(1_228.8)),
                Figure.of("  of it the JVM", mebibytes(pids.subList(0, 1)), "MiB")));
        if (!site.plan().quick()) {
            figures.addAll(split(site));
        }
        return figures;
    }

    private static List<Figure> split(Site site) throws Exception {
        site.restart("split");
        List<Figure> figures = List.of(
                Figure.of("split, start to ready", site.child().took().toMillis() / 1e3, "s"),
                Figure.of(
                        "split, memory of all when ready",
                        mebibytes(site.child().pids()),
                        "MiB"));
        site.restart();
        return figures;
    }

    /** What processes share is counted once. */
    private static double mebibytes(List<Long> pids) {
        return pids.stream().mapToDouble(StartMeasure::kib).sum() / 1_024;
    }

    /** As Linux tells it; 0 elsewhere, and for a process that has just ended. */
    private static double kib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
