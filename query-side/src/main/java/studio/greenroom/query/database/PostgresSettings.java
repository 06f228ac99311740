package studio.greenroom.query.database;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where PostgreSQL listens and who Greenroom is there. */
@ConfigurationProperties("greenroom.postgres")
public record PostgresSettings(String host, int port, String database, String user, String password) {

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
