package studio.greenroom.command.eventstore.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.GroupWriter;

/** A group is one statement on a connection of its own. */
public final class PostgresGroupWriter implements GroupWriter, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresGroupWriter.class);

    private final CommandDatabase database;
    private @Nullable Connection connection;
    private volatile boolean closed;
    /** So many are sent one by one: together they were refused, and the server does not say whose fault it was. */
    private int alone;

    public PostgresGroupWriter(CommandDatabase database) {
        this.database = database;
    }

    @Override
    public boolean isReady() {
        try {
            Connection unused = connection();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Written write(List<Commit> group) throws OutcomeUnknown {
        List<Commit> sent = alone > 0 ? group.subList(0, 1) : group;
        alone = Math.max(0, alone - 1);
        try {
            return new Written(sent.size(), GroupInsert.write(connection(), sent), null);
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                disconnect(e);
                throw new OutcomeUnknown(e);
            }
            if (sent.size() == 1) {
                return new Written(0, 0, new Refusal("23505".equals(e.getSQLState()), false, e));
            }
            alone = sent.size();
            return new Written(0, 0, null);
        }
    }

    private Connection connection() throws SQLException {
        if (closed) {
            throw new SQLException("The event store is closed");
        }
        if (connection == null) {
            connection = database.dedicated("greenroom-appender");
        }
        return connection;
    }

    /** After anything but a refusal by the server the connection's state is not known. */
    private void disconnect(SQLException error) {
        log.warn("The event store's connection is given up: {}", error.getMessage());
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // Nothing more can be done with a connection that does not even break off.
            }
            connection = null;
        }
    }

    /** Integrity and data errors: the server has decided, and nothing was written. */
    private static boolean isRefusal(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("23") || state.startsWith("22") || state.startsWith("42"));
    }

    @Override
    public void close() {
        closed = true;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // The server lets go of it by itself.
            }
        }
    }
}
