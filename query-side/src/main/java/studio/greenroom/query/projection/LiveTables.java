package studio.greenroom.query.projection;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.query.database.QueryDatabase;

/** The tables that readers read: those of each projection's live version. */
@Component
public class LiveTables {

    private final QueryDatabase database;
    private final Versions versions;

    public LiveTables(QueryDatabase database, Versions versions) {
        this.database = database;
        this.versions = versions;
    }

    public Mono<Tables> of(String projection) {
        return versions.live(projection)
                .map(version -> new Tables(database.reading(), version))
                .switchIfEmpty(Mono.error(() ->
                        new Problem(ProblemCode.UNAVAILABLE, "This is still being built. Try again in a moment.")));
    }
}
