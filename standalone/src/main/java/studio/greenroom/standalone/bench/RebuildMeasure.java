package studio.greenroom.standalone.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;
import studio.greenroom.standalone.Failure;
import tools.jackson.databind.JsonNode;

/**
 * Events a second from the order to build a read model anew until people read it, indexes and catching up in it, beside
 * COPY of the rows that it makes; with few events and with many.
 */
final class RebuildMeasure implements Measure {

    private static final int MANY = 1_000_000;
    private static final int ROWS = 50_000;

    @Override
    public String name() {
        return "rebuild";
    }

    /** Its events are written past the commands, in PostgreSQL's own words. */
    @Override
    public boolean isOf(Kind store) {
        return store == Kind.POSTGRESQL;
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        int many = site.plan().number(MANY);
        Backlog.write(site, many / 100);
        site.calm();
        double few = rebuilt(site, "artist");
        for (int written = 0; written < many; written += many / 10) {
            Backlog.write(site, many / 10);
            site.calm();
        }
        double artists = rebuilt(site, "artist");
        double journal = rebuilt(site, "journal");
        int rows = Math.min(ROWS, many);
        return List.of(
                Figure.of("rebuild of artists, few events", few, "/s"),
                Figure.of("rebuild of artists, many events", artists, "/s")
                        .beside("COPY, no indexes", copy(site, "artist", "artist", rows))
                        .aim(Figure.Aim.ratio(0.5)),
                Figure.of("rebuild of the journal, many events", journal, "/s")
                        .beside("COPY, no indexes", copy(site, "journal", "event", rows))
                        .aim(Figure.Aim.atLeast(100_000)));
    }

    private static double copy(Site site, String projection, String table, int rows) throws Exception {
        return Copying.ofNewest(site, site.schema(projection) + '.' + table, "position", rows);
    }

    private static double rebuilt(Site site, String projection) throws Exception {
        String path = "/api/admin/projections/" + projection + "/rebuild";
        try (Line line = site.line()) {
            long began = System.nanoTime();
            line.send(Line.post(path, site.administrator(), ""), 202);
            while (true) {
                JsonNode rebuild = Site.JSON.readTree(
                        line.send(Line.get(path, site.administrator()), 200).body());
                long nanos = System.nanoTime() - began;
                String state = rebuild.path("state").asString();
                if (state.equals("done")) {
                    return rebuild.path("events").asLong() * 1e9 / nanos;
                } else if (!List.of("loading", "catching-up").contains(state) || nanos > TimeUnit.MINUTES.toNanos(10)) {
                    throw new Failure("The rebuild of " + projection + " is " + state + " at "
                            + rebuild.path("percent").asDouble() + " %.");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
