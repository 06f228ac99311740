package studio.greenroom.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.Server;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;

/** One row of the terminal for each server that starts. */
final class ServerRows implements Listener {

    private final Map<Server, Row> rows = new ConcurrentHashMap<>();

    ServerRows(Terminal terminal) {
        for (Server server : Server.values()) {
            rows.put(server, terminal.row(server.title(), "starting"));
        }
    }

    @Override
    public void starting(Server server) {
        // Its row says so from the beginning, so that the rows keep their order.
    }

    @Override
    public void progress(Server server, String what) {
        if (!what.equals("starting")) {
            row(server).working("starting", what);
        }
    }

    @Override
    public void ready(Server server, String address, Duration took) {
        row(server).done("ready", address, took);
    }

    @Override
    public void failed(Server server, String why) {
        row(server).failed();
    }

    private Row row(Server server) {
        return Objects.requireNonNull(rows.get(server));
    }
}
