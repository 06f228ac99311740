package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Whole generations of a provider that takes no time: asked for over HTTP, done when the artist's new bio is read from
 * a stream. Fifty are in flight, one for each of fifty artists.
 */
final class JobsMeasure implements Measure {

    private static final long PATIENCE_SECONDS = 30;

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        Histogram times = new ConcurrentHistogram(3);
        double jobs = perSecond(site, site.plan().before(), site.plan().time(), times);
        return List.of(
                Figure.of("jobs, 50 in flight", jobs, "/s").aim(Figure.Aim.atLeast(1_000)),
                DelayMeasure.millis("  asked to applied, p50", times, 50),
                DelayMeasure.millis("  asked to applied, p99", times, 99));
    }

    /** @param times takes each job's, also those of the warm-up, in nanoseconds */
    static double perSecond(Site site, Duration before, Duration time, Histogram times) throws Exception {
        Map<String, Semaphore> arrived = new ConcurrentHashMap<>();
        List<String> artists = artists(site);
        artists.forEach(artist -> arrived.put(artist, new Semaphore(0)));
        try (Streams streams = new Streams(site.address())) {
            for (int person = 0; person < Math.min(site.plan().owners(), Site.IN_FLIGHT); person++) {
                streams.open(site.token(person), frame -> seen(frame, arrived));
            }
            streams.awaitOpen();
            double jobs = Loop.perSecond(
                    Site.IN_FLIGHT,
                    before,
                    time,
                    number -> client(
                            site,
                            number,
                            artists.get(number),
                            Objects.requireNonNull(arrived.get(artists.get(number))),
                            times));
            site.calm();
            return jobs;
        }
    }

    private static List<String> artists(Site site) throws IOException {
        List<String> artists = new ArrayList<>();
        try (Line line = site.line()) {
            for (int person = 0; person < Site.IN_FLIGHT; person++) {
                artists.add(line.send(site.create(person, "Mara Solvei"), 201).id());
            }
        }
        return artists;
    }

    private static Loop.Client client(Site site, int number, String artist, Semaphore arrived, Histogram times)
            throws IOException {
        byte[] request = Line.post("/api/artists/" + artist + "/bio?fresh=true", site.token(number), "{}");
        Line line = site.line();
        return new Loop.Client() {

            @Override
            public void once() throws Exception {
                long began = System.nanoTime();
                line.send(request, 202);
                if (!arrived.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("A generation did not end within " + PATIENCE_SECONDS + " s");
                }
                times.recordValue(System.nanoTime() - began);
            }

            @Override
            public void close() throws IOException {
                line.close();
            }
        };
    }

    private static void seen(String frame, Map<String, Semaphore> arrived) {
        if (frame.contains("event: BioApplied") || frame.contains("event: BioOffered")) {
            int begin = frame.indexOf("\"streamId\":\"") + 12;
            Semaphore artist = arrived.get(frame.substring(begin, frame.indexOf('"', begin)));
            if (artist != null) {
                artist.release();
            }
        }
    }
}
