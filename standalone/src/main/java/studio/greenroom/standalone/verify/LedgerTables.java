package studio.greenroom.standalone.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.standalone.Failure;

/** The tables of the ledger that people read, seen at one moment. */
final class LedgerTables implements AutoCloseable {

    /** What is found wrong is told by these names. */
    private static final Map<String, String> SUMS = sums();

    private final Connection connection;
    private final String schema;

    /**
     * @param marks  position up to which each partition's events are in it
     * @param tables by name, each as balances
     */
    record Moment(Map<Integer, Long> marks, Map<String, SortedMap<Place, Sums>> tables) {

        boolean has(int partition, long position) {
            return position <= marks.getOrDefault(partition, 0L);
        }
    }

    /** @throws Failure when Greenroom has not yet built a ledger in this database */
    LedgerTables(PostgresSettings settings) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", settings.user());
        login.setProperty("password", settings.password());
        login.setProperty("ApplicationName", "greenroom-verify");
        connection = DriverManager.getConnection(settings.jdbcUrl(), login);
        schema = live();
    }

    private String live() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet there =
                        statement.executeQuery("SELECT to_regclass('query.projection_version') IS NOT NULL")) {
            there.next();
            if (there.getBoolean(1)) {
                try (ResultSet live = statement.executeQuery(
                        "SELECT schema FROM query.projection_version WHERE name = 'ledger' AND state = 'live'")) {
                    if (live.next()) {
                        return live.getString(1);
                    }
                }
            }
        }
        connection.close();
        throw new Failure("There is no ledger here yet. Start Greenroom once, then it is built from the log.");
    }

    Map<Integer, Long> marks() throws SQLException {
        Map<Integer, Long> marks = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(located("SELECT partition, position FROM here.mark"))) {
            while (rows.next()) {
                marks.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return marks;
    }

    Moment look() throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            Map<Integer, Long> marks = marks();
            Map<String, SortedMap<Place, Sums>> tables = new LinkedHashMap<>();
            for (Map.Entry<String, String> query : SUMS.entrySet()) {
                tables.put(query.getKey(), read(query.getValue()));
            }
            return new Moment(marks, tables);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private SortedMap<Place, Sums> read(String query) throws SQLException {
        SortedMap<Place, Sums> balances = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(located(query))) {
            while (row.next()) {
                balances.put(
                        new Place(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        new Sums(
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10),
                                row.getLong(11)));
            }
        }
        return balances;
    }

    private String located(String query) {
        return query.replace("here.", schema + '.');
    }

    private static Map<String, String> sums() {
        String byPlace = """
                SELECT p.owner, p.artist, p.currency, p.month, count(*), sum(p.reserved), sum(p.settled),
                    sum(p.estimated), sum(p.refunded), sum(p.saved),
                    sum(greatest(0, p.reserved - p.settled - p.refunded))
                FROM (%s) AS p GROUP BY 1, 2, 3, 4""";
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("balance", """
                SELECT owner, artist_id, currency, month, generations, reserved, settled, estimated, refunded, saved,
                    held FROM here.balance""");
        sums.put("account", byPlace.formatted("""
                        SELECT coalesce(g.owner, 'nobody') AS owner, coalesce(g.artist_id, '') AS artist, a.currency,
                            coalesce(g.month, 'never') AS month, a.reserved, a.settled, a.estimated, a.refunded, a.saved
                        FROM here.account AS a LEFT JOIN here.generation AS g USING (generation_id)"""));
        sums.put("entry", byPlace.formatted("""
                        SELECT e.owner, coalesce(e.artist_id, '') AS artist, e.currency,
                            coalesce(g.month, 'never') AS month,
                            coalesce(sum(e.micros) FILTER (WHERE e.kind = 'reserved'), 0) AS reserved,
                            coalesce(sum(e.micros) FILTER (WHERE e.kind = 'settled'), 0) AS settled,
                            coalesce(sum(e.micros) FILTER (WHERE e.kind = 'settled' AND e.estimated), 0) AS estimated,
                            coalesce(sum(e.micros) FILTER (WHERE e.kind = 'refunded'), 0) AS refunded,
                            coalesce(sum(e.micros) FILTER (WHERE e.kind = 'saved'), 0) AS saved
                        FROM here.entry AS e LEFT JOIN here.generation AS g USING (generation_id)
                        GROUP BY e.owner, e.artist_id, e.currency, g.month, e.generation_id"""));
        return sums;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
