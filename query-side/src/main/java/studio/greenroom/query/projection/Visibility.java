package studio.greenroom.query.projection;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.stream.Wire;

/** Reading one's own writes: waits until a read model has come as far as a position. */
@Component
public class Visibility {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final LiveTables live;

    public Visibility(LiveTables live) {
        this.live = live;
    }

    /** Completes when the projection has the position; fails with NOT_YET_VISIBLE after five seconds. */
    public Mono<Void> await(String projection, Position position) {
        return reached(projection, position.owner())
                .repeatWhen(looked -> looked.delayElements(LOOK_EVERY))
                .takeUntil(reached -> reached >= position.value())
                .then()
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        late -> new Problem(
                                ProblemCode.NOT_YET_VISIBLE,
                                "The read model has not reached this position within 5 s. Ask again."));
    }

    /** How far the projection is with this owner's events. */
    public Mono<Long> reached(String projection, String owner) {
        return live.of(projection)
                .flatMap(tables -> tables.sql("SELECT position FROM here.mark WHERE partition = :partition")
                        .bind("partition", Wire.partition(owner))
                        .map(row -> row.get("position", Long.class))
                        .one()
                        .defaultIfEmpty(0L));
    }
}
