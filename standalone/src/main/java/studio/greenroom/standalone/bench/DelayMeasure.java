package studio.greenroom.standalone.bench;

import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * From the moment at which a command is due until its event is read from a stream, at 200 commands a second, and when
 * it was where on its way. The command carries that moment as the artist's name.
 */
final class DelayMeasure implements Measure {

    private static final int PER_SECOND = 200;
    private static final int CLIENTS = 32;

    @Override
    public String name() {
        return "delay";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        Histogram answered = new ConcurrentHistogram(3);
        Histogram read = new ConcurrentHistogram(3);
        try (Streams streams = new Streams(site.address())) {
            for (int person = 0; person < site.plan().owners(); person++) {
                streams.open(site.token(person), frame -> timed(frame, read));
            }
            streams.awaitOpen();
            int before = (int) (PER_SECOND * site.plan().before().toMillis() / 1_000);
            pace(site, before, answered);
            streams.await(before);
            answered.reset();
            read.reset();
            Metrics earlier = site.metrics();
            int count = (int) (PER_SECOND * site.plan().time().toMillis() / 1_000);
            pace(site, count, answered);
            streams.await(before + count);
            Metrics now = site.metrics();
            return List.of(
                    millis("command to stream, p50", read, 50).aim(Figure.Aim.atMost(5)),
                    millis("command to stream, p95", read, 95),
                    millis("command to stream, p99", read, 99).aim(Figure.Aim.atMost(25)),
                    millis("  answered over HTTP, p50", answered, 50),
                    millis("  answered over HTTP, p99", answered, 99),
                    station(now, earlier, "  event to Kafka", "greenroom_relay_delay", "", 0.5),
                    station(now, earlier, "  event to Kafka", "greenroom_relay_delay", "", 0.99),
                    station(
                            now,
                            earlier,
                            "  event to journal",
                            "greenroom_projection_delay",
                            "projection=\"journal\",",
                            0.5),
                    station(
                            now,
                            earlier,
                            "  event to journal",
                            "greenroom_projection_delay",
                            "projection=\"journal\",",
                            0.99));
        }
    }

    private static void pace(Site site, int count, Histogram answered) throws Exception {
        Pace.run(CLIENTS, count, PER_SECOND, () -> {
            Line line = site.line();
            return (number, due) -> {
                line.send(site.create(number, Long.toString(due)), 201);
                answered.recordValue(System.nanoTime() - due);
            };
        });
    }

    /** Frames of other commands have names that are no numbers. */
    static void timed(String frame, Histogram read) {
        int begin = frame.indexOf("\"name\":\"") + 8;
        int end = frame.indexOf('"', begin);
        if (begin >= 8 && end > begin && Character.isDigit(frame.charAt(begin))) {
            read.recordValue(System.nanoTime() - Long.parseLong(frame, begin, end, 10));
        }
    }

    static Figure millis(String name, Histogram times, double percentile) {
        return Figure.of(name, times.getValueAtPercentile(percentile) / 1e6, "ms");
    }

    private static Figure station(
            Metrics now, Metrics earlier, String name, String timer, String tags, double quantile) {
        return Figure.of(name + ", p" + Math.round(quantile * 100), now.millis(earlier, timer, tags, quantile), "ms");
    }
}
