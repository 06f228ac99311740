package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The same request again, which is answered with the generation that is there, beside what Redis itself takes to tell of
 * it: one client, which waits for each answer, so that its times are the server's and no queue's.
 */
final class RepeatsMeasure implements Measure {

    /** An id, a revision and a position. */
    private static final int KEPT_BYTES = 40;

    private static final long PATIENCE_SECONDS = 30;

    private static final String REQUEST =
            "{\"kind\":\"text\",\"prompt\":\"A line about the hour after the last train\"}";

    @Override
    public String name() {
        return "repeats";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        byte[] request = Line.post("/api/generations", site.token(0), REQUEST);
        succeeded(site, request);
        Histogram repeats = times(site, number -> {
            Line line = site.line();
            return new Loop.Client() {

                @Override
                public void once() throws IOException {
                    line.send(request, 200);
                }

                @Override
                public void close() throws IOException {
                    line.close();
                }
            };
        });
        Histogram redis = times(site, number -> new RedisGet(site, KEPT_BYTES));
        double get = redis.getValueAtPercentile(50) / 1e6;
        return List.of(
                DelayMeasure.millis("same request again, p50", repeats, 50).aim(Figure.Aim.atMost(1)),
                DelayMeasure.millis("  beside Redis itself, p50", repeats, 50)
                        .beside("Redis GET, p50", get)
                        .aim(new Figure.Aim(3, true, true)),
                DelayMeasure.millis("  same request again, p99", repeats, 99));
    }

    private static void succeeded(Site site, byte[] request) throws Exception {
        try (Line line = site.line()) {
            int status = line.send(request).status();
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); status != 200; ) {
                if (status != 202 || System.nanoTime() > end) {
                    throw new IOException("A generation did not succeed; the request was answered with " + status);
                }
                TimeUnit.MILLISECONDS.sleep(20);
                status = line.send(request).status();
            }
        }
    }

    /** Of each time after the warm-up, in nanoseconds. */
    private static Histogram times(Site site, Loop.Clients clients) throws Exception {
        Histogram times = new ConcurrentHistogram(3);
        long from = System.nanoTime() + site.plan().before().toNanos();
        double unused = Loop.perSecond(1, site.plan().before(), site.plan().time(), number -> {
            Loop.Client client = clients.open(number);
            return new Loop.Client() {

                @Override
                public void once() throws Exception {
                    long began = System.nanoTime();
                    client.once();
                    if (began > from) {
                        times.recordValue(System.nanoTime() - began);
                    }
                }

                @Override
                public void close() throws Exception {
                    client.close();
                }
            };
        });
        return times;
    }
}
