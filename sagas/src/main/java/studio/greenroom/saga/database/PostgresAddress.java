package studio.greenroom.saga.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where PostgreSQL is; {@code greenroom.postgres.*}. */
@ConfigurationProperties("greenroom.postgres")
public record PostgresAddress(@DefaultValue("127.0.0.1") String host, @DefaultValue("5432") int port,
                              @DefaultValue("greenroom") String database, @DefaultValue("greenroom") String user,
                              @DefaultValue("") String password) {

    String url() {
        return "jdbc:postgresql://" + host + ':' + port + '/' + database;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url();
    }
}
