package studio.greenroom.kernel.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where PostgreSQL is and who Greenroom is there.
 *
 * @param host     Name or address of the PostgreSQL server.
 * @param port     Port of the PostgreSQL server.
 * @param database Database that holds the schemas of all sides.
 * @param user     Role that owns Greenroom's schemas.
 * @param password What that role shows the server.
 */
@ConfigurationProperties("greenroom.postgres")
public record PostgresSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("5432") int port,
        @DefaultValue("greenroom") String database,
        @DefaultValue("greenroom") String user,
        @DefaultValue("") String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ':' + port + '/' + database;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl();
    }
}
