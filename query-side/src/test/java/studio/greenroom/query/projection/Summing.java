package studio.greenroom.query.projection;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delivered;

/** Adds up positions without looking whether it has them already: what comes twice or not at all shows. */
final class Summing implements Projection {

    private final String name;

    private final int version;
    final AtomicInteger broken = new AtomicInteger();
    volatile long poison = -1;
    volatile boolean killed;
    final AtomicInteger atTheGate = new AtomicInteger();
    volatile Mono<Void> gate = Mono.empty();

    Summing(int version) {
        this("summing", version);
    }

    Summing(String name, int version) {
        this.name = name;
        this.version = version;
    }

    /** What its rows would be after these events, each taken once. */
    static List<String> rows(List<Delivered> taken) {
        return taken.stream()
                .map(Delivered::envelope)
                .collect(Collectors.groupingBy(Envelope::streamId, Collectors.summingLong(Envelope::position)))
                .entrySet()
                .stream()
                .map(e -> "(" + e.getKey() + "," + e.getValue() + ")")
                .sorted()
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public List<String> tables() {
        return List.of(
                "CREATE TABLE here.counted (stream_id text PRIMARY KEY, total bigint NOT NULL)",
                "CREATE INDEX counted_total ON here.counted (total)");
    }

    @Override
    public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
        if (broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Mono.error(new R2dbcNonTransientResourceException("the server is gone"));
        }
        if (events.stream().anyMatch(e -> e.position() == poison)) {
            return Mono.error(new IllegalStateException("poison"));
        }
        Mono<Void> sum = tables.sql("""
                        INSERT INTO here.counted AS c
                        SELECT s, sum(p) FROM UNNEST(:streams::text[], :positions::bigint[]) AS n (s, p) GROUP BY s
                        ON CONFLICT (stream_id) DO UPDATE SET total = c.total + excluded.total""")
                .bind("streams", events.stream().map(Envelope::streamId).toArray(String[]::new))
                .bind("positions", events.stream().map(Envelope::position).toArray(Long[]::new))
                .then();
        return Mono.fromRunnable(atTheGate::incrementAndGet)
                .then(gate)
                .then(sum)
                .then(
                        killed
                                ? tables.sql("SELECT pg_terminate_backend(pg_backend_pid())")
                                        .then()
                                : Mono.empty())
                .thenReturn(List.of());
    }
}
