package studio.greenroom.standalone.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** How fast PostgreSQL takes the rows of a table by COPY into one like it that has no indexes. */
final class Copying {

    private Copying() {}

    /**
     * Of the table's last rows in the order of a column, the second time that they are copied.
     *
     * @return rows/s
     */
    static double ofNewest(Site site, String table, String order, int rows) throws Exception {
        site.sql(
                "CREATE SCHEMA IF NOT EXISTS bench",
                "DROP TABLE IF EXISTS bench.copied",
                "CREATE TABLE bench.copied (LIKE " + table + ")");
        try (Connection connection = site.database()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            copy.copyOut(
                    "COPY (SELECT * FROM " + table + " ORDER BY " + order + " DESC LIMIT " + rows
                            + ") TO STDOUT (FORMAT binary)",
                    bytes);
            copied(copy, bytes);
            long began = System.nanoTime();
            return copied(copy, bytes) * 1e9 / (System.nanoTime() - began);
        }
    }

    private static long copied(CopyManager copy, ByteArrayOutputStream bytes) throws Exception {
        return copy.copyIn(
                "COPY bench.copied FROM STDIN (FORMAT binary)",
                new ByteArrayInputStream(bytes.toByteArray()),
                64 * 1024);
    }
}
