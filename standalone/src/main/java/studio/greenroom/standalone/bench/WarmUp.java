package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * Some of everything, for as long as the plan says and then until the compilers rest: on a slow machine they take
 * minutes, and who measures meanwhile measures them.
 */
final class WarmUp {

    private static final int ARTISTS = 64;
    private static final int CLIENTS = 16;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Part of one core's time that the compilers may still take. */
    private static final double REST = 0.1;

    private static final String COMPILED = "jvm_compilation_time_ms_total";

    private final Site site;
    private final byte[][] reads = new byte[ARTISTS][];
    private final byte[][] bios = new byte[ARTISTS][];

    WarmUp(Site site) {
        this.site = site;
    }

    /** @return how long the machine was kept busy */
    Duration run() throws Exception {
        artists();
        site.calm();
        Plan plan = site.plan();
        Duration time = plan.warmUp();
        round(time);
        while (!plan.quick() && time.compareTo(LONGEST) < 0) {
            double before = site.metrics().sum(COMPILED);
            site.calm();
            round(ROUND);
            time = time.plus(ROUND);
            if (site.metrics().sum(COMPILED) - before < REST * ROUND.toMillis()) {
                break;
            }
        }
        site.calm();
        return time;
    }

    private void artists() throws Exception {
        try (Line line = site.line()) {
            for (int person = 0; person < ARTISTS; person++) {
                String path = "/api/artists/"
                        + line.send(site.create(person, "Mara Solvei"), 201).id();
                reads[person] = Line.get(path, site.token(person));
                bios[person] = Line.post(path + "/bio?fresh=true", site.token(person), "{}");
            }
        }
    }

    private void round(Duration time) throws Exception {
        Loop.perSecond(CLIENTS, Duration.ZERO, time, number -> new Loop.Client() {

            private final Line line = site.line();
            private int sent = number;

            @Override
            public void once() throws Exception {
                switch (sent % 16) {
                    case 0, 4, 8, 12 -> line.send(reads[sent / 16 % ARTISTS], 200);
                    case 2 -> line.send(bios[sent / 16 % ARTISTS], 202);
                    default -> line.send(site.create(sent, "Mara Solvei"), 201);
                }
                sent++;
            }

            @Override
            public void close() throws IOException {
                line.close();
            }
        });
    }
}
