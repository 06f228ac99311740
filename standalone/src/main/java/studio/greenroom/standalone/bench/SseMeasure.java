package studio.greenroom.standalone.bench;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** One owner's events to a thousand readers: first a few each second, to time them, then as fast as they can be made. */
final class SseMeasure implements Measure {

    /** Every so manieth reader looks at what it reads; all of them would be slower than what is measured. */
    private static final int LISTENS = 50;

    private static final int PER_SECOND = 20;
    private static final int BURST = 4_000;
    private static final int CLIENTS = 16;

    @Override
    public String name() {
        return "sse";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        int readers = site.plan().readers();
        Histogram times = new ConcurrentHistogram(3);
        try (Streams streams = new Streams(site.address())) {
            for (int reader = 0; reader < readers; reader++) {
                streams.open(site.token(0), reader % LISTENS == 0 ? frame -> DelayMeasure.timed(frame, times) : null);
            }
            streams.awaitOpen();
            long paced = PER_SECOND * site.plan().time().toMillis() / 1_000;
            commands(site, (int) paced, PER_SECOND, true);
            streams.await(paced * readers);
            int burst = site.plan().number(BURST);
            commands(site, burst / 4, 0, false);
            streams.await((paced + burst / 4) * readers);
            long began = System.nanoTime();
            commands(site, burst, 0, false);
            streams.await((paced + burst / 4 + burst) * readers);
            double perSecond = (double) burst * readers * 1e9 / (System.nanoTime() - began);
            return List.of(
                    Figure.of(String.format(Locale.ROOT, "SSE deliveries, %,d readers", readers), perSecond, "/s")
                            .aim(Figure.Aim.atLeast(500_000)),
                    DelayMeasure.millis("  command to reader, 20/s, p50", times, 50),
                    DelayMeasure.millis("  command to reader, 20/s, p99", times, 99));
        }
    }

    private static void commands(Site site, int count, int perSecond, boolean timed) throws Exception {
        Pace.run(CLIENTS, count, perSecond, () -> {
            Line line = site.line();
            return (number, due) -> line.send(site.create(0, timed ? Long.toString(due) : "Mara Solvei"), 201);
        });
    }
}
