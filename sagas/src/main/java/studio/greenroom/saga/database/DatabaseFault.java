package studio.greenroom.saga.database;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a database that does not answer from data that it will never take. */
public final class DatabaseFault {

    /** SQLSTATE classes that lie in the data: feature, cardinality, data, integrity, limits. */
    private static final Set<String> DATA = Set.of("0A", "21", "22", "23", "54");

    private DatabaseFault() {}

    /** Whether the same work may succeed later without anything being changed about it. */
    public static boolean isPassing(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.length() < 2 || !DATA.contains(state.substring(0, 2));
            }
        }
        return failure instanceof DataAccessException || failure instanceof TransactionException;
    }
}
