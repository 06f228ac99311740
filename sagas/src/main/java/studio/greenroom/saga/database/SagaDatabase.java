package studio.greenroom.saga.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import studio.greenroom.kernel.settings.PostgresSettings;

/**
 * The schema {@code saga}, through two pools: one for the consumer, whose connections the server cuts when they stay
 * idle in a transaction (a frozen process must not hold a position for ever), one for everything else.
 */
public final class SagaDatabase implements AutoCloseable {

    public static final String SCHEMA = "saga";
    private static final int WORKER_CONNECTIONS = 6;
    /** One transaction at a time, and one connection beside it to read dead letters. */
    private static final int CONSUMER_CONNECTIONS = 2;

    private final HikariDataSource consumerPool;
    private final HikariDataSource workerPool;
    private final Session consumer;
    private final Session workers;

    /** Migrates the schema before anything can use it. */
    public SagaDatabase(PostgresSettings address) {
        consumerPool =
                pool(address, "saga-consumer", CONSUMER_CONNECTIONS, "-c idle_in_transaction_session_timeout=10s");
        workerPool = pool(address, "saga-workers", WORKER_CONNECTIONS, "");
        Flyway.configure()
                .dataSource(workerPool)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/saga")
                .load()
                .migrate();
        consumer = Session.of(consumerPool);
        workers = Session.of(workerPool);
    }

    public Session consumer() {
        return consumer;
    }

    public Session workers() {
        return workers;
    }

    @Override
    public void close() {
        consumerPool.close();
        workerPool.close();
    }

    private static HikariDataSource pool(PostgresSettings address, String name, int size, String options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(5_000);
        config.addDataSourceProperty("currentSchema", SCHEMA);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("options", options);
        return new HikariDataSource(config);
    }

    /**
     * One pool and how to use it.
     *
     * @param pool     for libraries that mind their own transactions
     * @param enlisted takes part in the transaction of the calling thread, for libraries that want a DataSource
     */
    public record Session(DataSource pool, JdbcTemplate jdbc, TransactionTemplate transaction, DataSource enlisted) {

        static Session of(DataSource pool) {
            return new Session(
                    pool,
                    new JdbcTemplate(pool),
                    new TransactionTemplate(new DataSourceTransactionManager(pool)),
                    new TransactionAwareDataSourceProxy(pool));
        }

        /** All or nothing. */
        public void inTransaction(Runnable work) {
            transaction.executeWithoutResult(status -> work.run());
        }

        /** All or nothing, with an answer. */
        public <T> T computeInTransaction(Supplier<T> work) {
            return transaction.execute(status -> work.get());
        }
    }
}
