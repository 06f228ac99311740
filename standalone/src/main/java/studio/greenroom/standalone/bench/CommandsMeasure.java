package studio.greenroom.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;

/** Accepted commands a second beside the commits of a table with one row each, on the same server. */
final class CommandsMeasure implements Measure {

    private static final int CONNECTIONS = 16;
    /** Of an event with its envelope. */
    private static final int BYTES = 430;

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        double raw = raw(site);
        double many = commands(site, 64);
        site.calm();
        double few = commands(site, 16);
        site.calm();
        String what = "insert commits by 16 connections";
        return List.of(
                Figure.of("commands, 64 clients", many, "/s").beside(what, raw).aim(Figure.Aim.ratio(0.6)),
                Figure.of("commands, 16 clients", few, "/s").beside(what, raw).aim(Figure.Aim.ratio(0.3)));
    }

    static double commands(Site site, int clients) throws Exception {
        return Loop.perSecond(clients, site.plan().before(), site.plan().time(), number -> new Loop.Client() {

            private final Line line = site.line();
            private int sent = number;

            @Override
            public void once() throws Exception {
                line.send(site.create(sent, "Mara Solvei"), 201);
                sent += clients;
            }

            @Override
            public void close() throws Exception {
                line.close();
            }
        });
    }

    private static double raw(Site site) throws Exception {
        site.sql(
                "CREATE SCHEMA IF NOT EXISTS bench",
                "DROP TABLE IF EXISTS bench.raw",
                "CREATE TABLE bench.raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea NOT NULL)");
        return Loop.perSecond(CONNECTIONS, site.plan().before(), site.plan().time(), number -> new Loop.Client() {

            private final Connection connection = site.database();
            private final PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO bench.raw (payload) VALUES (?)");
            private final byte[] payload = new byte[BYTES];

            @Override
            public void once() throws Exception {
                insert.setBytes(1, payload);
                insert.executeUpdate();
            }

            @Override
            public void close() throws Exception {
                connection.close();
            }
        });
    }
}
