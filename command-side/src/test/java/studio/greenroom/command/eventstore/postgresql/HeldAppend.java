package studio.greenroom.command.eventstore.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commit;

/** An append whose commit is held back, as a slow writer's would be. */
public final class HeldAppend implements AutoCloseable {

    private final Connection connection;

    public HeldAppend(CommandDatabase database, Commit commit) throws SQLException {
        connection = database.dedicated("held");
        connection.setAutoCommit(false);
        GroupInsert.write(connection, List.of(commit));
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
