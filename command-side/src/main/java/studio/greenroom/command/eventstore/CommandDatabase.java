package studio.greenroom.command.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.settings.PostgresSettings;

/** The schema {@code command}: a pool for look-ups, and connections of their own for the appender and the relay. */
@Component
public class CommandDatabase implements AutoCloseable {

    private static final int POOL = 16;

    private final String url;
    private final Properties login = new Properties();
    private final HikariDataSource pool;

    public CommandDatabase(PostgresSettings postgres) {
        url = postgres.jdbcUrl() + "?currentSchema=command";
        login.setProperty("user", postgres.user());
        login.setProperty("password", postgres.password());
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "15");
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("prepareThreshold", "1");
        // The appender's arrays have another length each time: without this the server plans each group anew.
        login.setProperty("options", "-c plan_cache_mode=force_generic_plan");
        HikariConfig config = new HikariConfig();
        config.setPoolName("command");
        config.setJdbcUrl(url);
        config.setDataSourceProperties(login);
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(30_000);
        pool = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(pool)
                .schemas("command")
                .locations("classpath:db/command")
                .load()
                .migrate();
    }

    public JdbcClient client() {
        return JdbcClient.create(pool);
    }

    /** A connection outside the pool, in autocommit; its owner closes it. */
    public Connection dedicated(String applicationName) throws SQLException {
        Properties own = new Properties();
        own.putAll(login);
        own.setProperty("ApplicationName", applicationName);
        return DriverManager.getConnection(url, own);
    }

    @Override
    public void close() {
        pool.close();
    }
}
