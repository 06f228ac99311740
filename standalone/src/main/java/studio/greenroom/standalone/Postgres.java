package studio.greenroom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.PostgresServer;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.standalone.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/** The PostgreSQL of a data folder: the one that runs, or else one that is started for as long as it is needed. */
public record Postgres(PostgresSettings settings, @Nullable EmbeddedServers own) implements AutoCloseable {

    public static Postgres of(Path data, Terminal terminal) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        if (environment.containsProperty("GREENROOM_POSTGRES_HOST")) {
            return new Postgres(
                    Binder.get(environment).bindOrCreate("greenroom.postgres", PostgresSettings.class), null);
        }
        Optional<JsonNode> running = InstanceFile.running(data);
        if (running.isPresent()) {
            return new Postgres(running(data, running.get().path("postgresql")), null);
        }
        var row = terminal.row(Server.POSTGRESQL.title(), "starting");
        EmbeddedServers servers = EmbeddedServers.start(data, Set.of(Server.POSTGRESQL), Listener.silent());
        PostgresServer server = servers.postgres();
        row.done("ready", server.host() + ":" + server.port());
        return new Postgres(
                new PostgresSettings(server.host(), server.port(), server.database(), server.user(), server.password()),
                servers);
    }

    /** Whether nobody else uses it. */
    public boolean alone() {
        return own != null;
    }

    private static PostgresSettings running(Path data, JsonNode server) throws IOException {
        return new PostgresSettings(
                server.path("host").asString(),
                server.path("port").asInt(),
                server.path("database").asString(),
                server.path("user").asString(),
                Files.readString(data.resolve("postgresql-password")).strip());
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
