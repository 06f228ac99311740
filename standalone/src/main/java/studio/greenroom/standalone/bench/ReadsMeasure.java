package studio.greenroom.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import studio.greenroom.standalone.bench.Line.Answer;

/** Single artists over HTTP, from the cache beside Redis itself, and past it beside a look-up by key. */
final class ReadsMeasure implements Measure {

    private static final int CLIENTS = 16;
    private static final int ARTISTS = 64;

    private record Artist(int person, String id, String position) {}

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        List<Artist> artists = new ArrayList<>();
        int bytes = 0;
        try (Line line = site.line()) {
            for (int person = 0; person < ARTISTS; person++) {
                Answer made = line.send(site.create(person, "Mara Solvei"), 201);
                Artist artist =
                        new Artist(person, made.id(), Objects.requireNonNull(made.header("Greenroom-Position")));
                bytes = line.send(fresh(site, artist), 200).body().length;
                artists.add(artist);
            }
        }
        double cached = gets(
                site,
                artists.stream()
                        .map(a -> Line.get("/api/artists/" + a.id(), site.token(a.person())))
                        .toList());
        double redis = redis(site, bytes);
        double uncached = gets(site, artists.stream().map(a -> fresh(site, a)).toList());
        double select = select(site, artists);
        return List.of(
                Figure.of("cached reads, 16 clients", cached, "/s").beside("Redis GET", redis),
                Figure.of("uncached reads, 16 clients", uncached, "/s").beside("SELECT by key", select));
    }

    /** With a position that the read model has: the cache is passed by. */
    private static byte[] fresh(Site site, Artist artist) {
        return Line.get("/api/artists/" + artist.id() + "?atLeast=" + artist.position(), site.token(artist.person()));
    }

    private static double gets(Site site, List<byte[]> requests) throws Exception {
        return Loop.perSecond(CLIENTS, site.plan().before(), site.plan().time(), number -> new Loop.Client() {

            private final Line line = site.line();
            private int next = number;

            @Override
            public void once() throws Exception {
                line.send(requests.get(next++ % requests.size()), 200);
            }

            @Override
            public void close() throws Exception {
                line.close();
            }
        });
    }

    private static double select(Site site, List<Artist> artists) throws Exception {
        String sql = "SELECT state FROM " + site.schema("artist") + ".artist WHERE artist_id = ?";
        return Loop.perSecond(CLIENTS, site.plan().before(), site.plan().time(), number -> new Loop.Client() {

            private final Connection connection = site.database();
            private final PreparedStatement select = connection.prepareStatement(sql);
            private int next = number;

            @Override
            public void once() throws Exception {
                select.setString(1, artists.get(next++ % artists.size()).id());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    row.getString(1);
                }
            }

            @Override
            public void close() throws Exception {
                connection.close();
            }
        });
    }

    /** One value of the size of an answer. */
    private static double redis(Site site, int bytes) throws Exception {
        return Loop.perSecond(CLIENTS, site.plan().before(), site.plan().time(), number -> new RedisGet(site, bytes));
    }
}
