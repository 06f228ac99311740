package studio.greenroom.standalone.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the figures are worth nothing without. */
record Conditions(
        Instant at,
        int cores,
        double load,
        String java,
        String system,
        List<String> options,
        Map<String, String> settings,
        Plan plan) {

    /** Before anything of the bench's own runs. */
    static Conditions now(Plan plan, String eventStore) {
        Map<String, String> settings = new TreeMap<>(System.getenv());
        settings.keySet()
                .removeIf(name -> !name.startsWith("GREENROOM_")
                        || name.matches(".*(KEY|TOKEN|SECRET|PASSWORD|URI|TERMINAL|BUILT).*"));
        settings.put("GREENROOM_EVENTSTORE", eventStore);
        return new Conditions(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                loadNow(),
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Child.options(),
                settings,
                plan);
    }

    static double loadNow() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Whether others wanted a good part of the machine. */
    boolean busy() {
        return load > 0.25 * cores;
    }

    /** @param warmUp how long it took in fact */
    String text(Duration warmUp) {
        return String.format(
                Locale.ROOT,
                "%d cores, load %.1f before, Java %s, %s,%n%d owners, %d s of warm-up, %.1f s each%s",
                cores,
                load,
                java,
                String.join(
                        " ", options.stream().filter(o -> o.startsWith("-X")).toList()),
                plan.owners(),
                warmUp.toSeconds(),
                plan.time().toMillis() / 1e3,
                plan.quick() ? ", quick" : "");
    }

    ObjectNode json(JsonMapper json, Duration warmUp) {
        ObjectNode node = json.createObjectNode();
        node.put("at", at.toString())
                .put("quick", plan.quick())
                .put("cores", cores)
                .put("loadBefore", load)
                .put("busyBefore", busy())
                .put("loadAfter", loadNow())
                .put("java", java)
                .put("system", system);
        options.forEach(node.putArray("options")::add);
        ObjectNode set = node.putObject("settings");
        settings.forEach(set::put);
        return node.put("owners", plan.owners())
                .put("warmUpSeconds", warmUp.toSeconds())
                .put("secondsEach", plan.time().toMillis() / 1e3);
    }
}
