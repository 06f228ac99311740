package studio.greenroom.command.eventstore;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which event store is used.
 *
 * @param eventStore Where events are kept, postgresql or mongodb; all else is in PostgreSQL either way.
 */
@ConfigurationProperties("greenroom")
public record EventStoreSettings(@DefaultValue("postgresql") Kind eventStore) {

    /** The event stores there are. */
    public enum Kind {
        POSTGRESQL("PostgreSQL"),
        MONGODB("MongoDB");

        private final String server;

        Kind(String server) {
            this.server = server;
        }

        /** What the server is called where people read it. */
        public String server() {
            return server;
        }

        /** What it is called in settings and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
