package studio.greenroom.query.projection;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The tables of one projection version; statements name them {@code here.table}.
 *
 * @param copies whether new rows are many at once, as in a rebuild: then they are worth a COPY, and what is made of
 *     thousands of events is made aside from the event loop that readers share
 */
public record Tables(DatabaseClient client, ProjectionVersion version, boolean copies) {

    public Tables(DatabaseClient client, ProjectionVersion version) {
        this(client, version, false);
    }

    public GenericExecuteSpec sql(String statement) {
        return client.sql(located(statement));
    }

    String located(String statement) {
        return statement.replace("here.", version.schema() + '.');
    }

    /**
     * Writes rows that are not there yet, inside the caller's transaction.
     *
     * @param into {@code here.table (column, …)}
     * @param row  a value for each column, as PostgreSQL reads it from text or null
     */
    public <T> Mono<Void> copy(String into, List<T> rows, Function<T, Object[]> row) {
        return rows.isEmpty() ? Mono.empty() : Copy.in(client, located("COPY " + into + " FROM STDIN"), rows, row);
    }

    /**
     * Writes rows of which some may be there, inside the caller's transaction.
     *
     * @param known  whether a row may be there
     * @param upsert writes any rows
     * @param copy   writes rows that are not there; only for many at once
     */
    public <T> Mono<Void> write(
            List<T> rows,
            Predicate<T> known,
            Function<List<T>, Mono<Void>> upsert,
            Function<List<T>, Mono<Void>> copy) {
        if (!copies) {
            return upsert.apply(rows);
        }
        List<T> there = rows.stream().filter(known).toList();
        List<T> missing = rows.stream().filter(known.negate()).toList();
        return (there.isEmpty() ? Mono.<Void>empty() : upsert.apply(there)).then(copy.apply(missing));
    }

    /** Lets what follows run where it may take its time. */
    public <T> Mono<T> aside(Mono<T> read) {
        return copies ? read.publishOn(Schedulers.boundedElastic()) : read;
    }
}
