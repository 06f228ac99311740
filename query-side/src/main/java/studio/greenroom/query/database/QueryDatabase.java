package studio.greenroom.query.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.settings.PostgresSettings;

/**
 * The read models' database: one pool for readers and one for consumers, so that a burst of readers never keeps a
 * projection waiting for a connection. The fixed tables are brought up to date before the first connection.
 */
@Component
public class QueryDatabase implements AutoCloseable {

    private static final int READERS = 12;
    private static final int CONSUMERS = 6;
    private static final Duration READER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CONSUMER_PATIENCE = Duration.ofSeconds(30);
    /** A frozen process must not hold a consumer's position for ever. */
    private static final String IDLE_IN_TRANSACTION = "10s";

    private final ConnectionPool readers;
    private final ConnectionPool consumers;
    private final DatabaseClient reading;
    private final DatabaseClient consuming;
    private final TransactionalOperator transaction;

    public QueryDatabase(PostgresSettings settings) {
        Flyway.configure()
                .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                .schemas("query")
                .locations("classpath:db/query")
                .table("flyway_history")
                .load()
                .migrate();
        readers = pool(settings, "query-reader", READERS, READER_PATIENCE);
        consumers = pool(settings, "query-consumer", CONSUMERS, CONSUMER_PATIENCE);
        reading = DatabaseClient.create(readers);
        consuming = DatabaseClient.create(consumers);
        transaction = TransactionalOperator.create(new R2dbcTransactionManager(consumers));
    }

    /** For queries; each statement is a transaction of its own. */
    public DatabaseClient reading() {
        return reading;
    }

    /** For what consumers write; joins {@link #inTransaction} when it is used inside. */
    public DatabaseClient consuming() {
        return consuming;
    }

    /** Commits when the work completes, rolls back when it fails or is cancelled. */
    public <T> Mono<T> inTransaction(Mono<T> work) {
        return transaction.transactional(work);
    }

    @Override
    public void close() {
        Mono.when(readers.disposeLater(), consumers.disposeLater()).block(READER_PATIENCE);
    }

    private static ConnectionPool pool(PostgresSettings settings, String name, int size, Duration statementTimeout) {
        PostgresqlConnectionConfiguration connection = PostgresqlConnectionConfiguration.builder()
                .host(settings.host())
                .port(settings.port())
                .database(settings.database())
                .username(settings.user())
                .password(settings.password())
                .applicationName("greenroom-" + name)
                .connectTimeout(Duration.ofSeconds(3))
                .statementTimeout(statementTimeout)
                .tcpKeepAlive(true)
                .options(Map.of("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION))
                .build();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(connection))
                .name(name)
                .initialSize(0)
                .maxSize(size)
                .maxAcquireTime(READER_PATIENCE)
                .maxCreateConnectionTime(READER_PATIENCE)
                .maxIdleTime(Duration.ofMinutes(10))
                .build());
    }
}
