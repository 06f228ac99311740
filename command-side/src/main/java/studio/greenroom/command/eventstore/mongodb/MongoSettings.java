package studio.greenroom.command.eventstore.mongodb;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where MongoDB is, when it is the event store.
 *
 * @param uri             Connection string of a replica set, with user, password, TLS and database.
 * @param allowUnverified Whether a server that does not keep the promises by its own account is used nevertheless.
 */
@ConfigurationProperties("greenroom.mongodb")
public record MongoSettings(
        @DefaultValue("") String uri, @DefaultValue("false") boolean allowUnverified) {

    /** Without what the connection string hides. */
    @Override
    public String toString() {
        return "MongoSettings";
    }
}
