package studio.greenroom.query.projection;

import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.springframework.transaction.TransactionException;
import studio.greenroom.kernel.stream.PositionLostException;

/** Tells what an event is to blame for, which is parked, from a database that does not answer, which is waited for. */
final class Faults {

    private Faults() {}

    static boolean ofTheEvent(Throwable error) {
        if (error instanceof Error) {
            return false;
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException database) {
                return blamesTheData(database.getSqlState());
            }
            if (cause instanceof PositionLostException
                    || cause instanceof RebuildHalted
                    || cause instanceof TransactionException
                    || cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof CancellationException) {
                return false;
            }
        }
        return true;
    }

    /** SQLSTATE classes 22 (data), 23 (integrity) and 54 (a value is too large); all else is the database's own. */
    private static boolean blamesTheData(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54"));
    }
}
